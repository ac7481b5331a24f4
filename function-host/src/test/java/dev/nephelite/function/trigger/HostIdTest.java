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
    void the_same_app_on_the_same_machine_has_the_same_id_and_no_other_has() {
        String id = HostId.of(NONE, "Ada's-Laptop", APP);

        assertThat(id)
                .matches("adaslaptop-\\d+")
                .isEqualTo(HostId.of(NONE, "Ada's-Laptop", Path.of("/home/ada/x/../shop")));
        assertThat(HostId.of(NONE, "Ada's-Laptop", Path.of("/home/ada/shop2"))).isNotEqualTo(id);
        assertThat(HostId.of(NONE, "bobs-laptop", APP)).isNotEqualTo(id);
    }

    @Test
    void the_folder_is_hashed_as_the_cloud_hashes_it() {
        assertThat(HostId.of(NONE, "bess", Path.of("/"))).isEqualTo("bess-" + (23 * 31 + '/'));
    }

    @Test
    void it_fits_into_the_name_of_a_queue_however_the_machine_is_called() {
        String id = HostId.of(NONE, "a-machine-with-a-name-of-31-let", APP);

        assertThat(id).matches("[a-z0-9]+(-[a-z0-9]+)?").hasSizeLessThanOrEqualTo(32);
        assertThat(HostId.of(NONE, "___", APP)).startsWith("localhost-");
    }

    @Test
    void the_settings_may_give_one() {
        AppSettings given = AppSettings.of(Map.of("AzureFunctionsWebHost__hostid", "shop-1"), Map.of(), Map.of());
        AppSettings wrong = AppSettings.of(Map.of("AzureFunctionsWebHost__hostid", "Shop 1"), Map.of(), Map.of());

        assertThat(HostId.of(given, "bess", APP)).isEqualTo("shop-1");
        assertThatThrownBy(() -> HostId.of(wrong, "bess", APP))
                .isInstanceOf(InvalidAppException.class)
                .hasMessageContaining("AzureFunctionsWebHost__hostid")
                .hasMessageContaining("Shop 1");
    }
}
