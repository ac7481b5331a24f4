package dev.nephelite.cli.command.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.cli.command.start.AppSelection.CacheFolder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class CacheFolderTest {
    private static final Path HOME = Path.of("home").toAbsolutePath();

    @ParameterizedTest
    @CsvSource({
        "Linux, .cache/nephelite",
        "Mac OS X, Library/Caches/nephelite",
        "Windows 11, AppData/Local/nephelite/cache"
    })
    void it_is_where_the_operating_system_has_caches(String system, String folder) {
        assertThat(CacheFolder.of(Map.of(), system, HOME)).isEqualTo(HOME.resolve(folder));
    }

    @Test
    void XDG_CACHE_HOME_moves_it() {
        Path elsewhere = HOME.resolve("elsewhere");

        assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", elsewhere.toString()), "Linux", HOME))
                .isEqualTo(elsewhere.resolve("nephelite"));
    }
}
