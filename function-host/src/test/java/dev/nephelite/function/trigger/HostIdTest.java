package dev.nephelite.function.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nephelite.function.app.config.AppSettings;
import dev.nephelite.function.app.config.InvalidAppException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HostIdTest {
    private static final AppSettings NONE = AppSettings.of(Map.of(), Map.of(), Map.of());
    private static final Path APP = Path.of("/home/ada/shop");

    @Test
    void of_dependsOnTheMachineAndTheFolder() {
        String id = HostId.of(NONE, "Ada's-Laptop", APP);

        assertThat(id)
                .matches("adaslaptop-\\d+")
                .isEqualTo(HostId.of(NONE, "Ada's-Laptop", Path.of("/home/ada/x/../shop")));
        assertThat(HostId.of(NONE, "Ada's-Laptop", Path.of("/home/ada/shop2"))).isNotEqualTo(id);
        assertThat(HostId.of(NONE, "bobs-laptop", APP)).isNotEqualTo(id);
    }

    @Test
    void of_hashesTheFolderAsAzureDoes() {
        assertThat(HostId.of(NONE, "bess", Path.of("/"))).isEqualTo("bess-" + (23 * 31 + '/'));
    }

    @Test
    void of_fitsIntoTheNameOfAQueueForAnyMachineName() {
        String id = HostId.of(NONE, "a-machine-with-a-name-of-31-let", APP);

        assertThat(id).matches("[a-z0-9]+(-[a-z0-9]+)?").hasSizeLessThanOrEqualTo(32);
        assertThat(HostId.of(NONE, "___", APP)).startsWith("localhost-");
    }

    @Test
    void of_prefersTheIdInTheSettings() {
        AppSettings given = AppSettings.of(Map.of("AzureFunctionsWebHost__hostid", "shop-1"), Map.of(), Map.of());
        AppSettings wrong = AppSettings.of(Map.of("AzureFunctionsWebHost__hostid", "Shop 1"), Map.of(), Map.of());

        assertThat(HostId.of(given, "bess", APP)).isEqualTo("shop-1");
        assertThatThrownBy(() -> HostId.of(wrong, "bess", APP))
                .isInstanceOf(InvalidAppException.class)
                .hasMessageContaining("AzureFunctionsWebHost__hostid")
                .hasMessageContaining("Shop 1");
    }
}
