package dev.nephelite.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nephelite.junit.cloud.TestCloud;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

@DisplayNameGeneration(ReplaceUnderscores.class)
@NepheliteTest(functionPackages = "dev.nephelite.junit", functions = ShopFunctions.class, settings = "ORDERS=orders")
class FunctionPackagesTest {
    @Test
    void the_functions_of_a_package_run_once(TestCloud cloud) {
        assertThat(cloud.invocations("pay")).isEmpty();
        assertThat(FunctionClasses.in("dev.nephelite").classes()).containsExactly(ShopFunctions.class);
    }

    @Test
    void a_package_without_functions_is_refused() {
        assertThatThrownBy(() -> FunctionClasses.in("dev.nephelite.junit.cloud"))
                .isInstanceOf(ExtensionConfigurationException.class)
                .hasMessageContaining("'dev.nephelite.junit.cloud'");
    }
}
