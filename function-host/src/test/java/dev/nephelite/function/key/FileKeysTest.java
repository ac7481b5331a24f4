package dev.nephelite.function.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.key.KeyStore.FileKeyStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FileKeysTest {
    private static final String ONE = "one";
    private static final String TWO = "two";

    @TempDir
    private Path folder = Path.of("");

    private FileKeyStore keys = new FileKeyStore(folder);

    @BeforeEach
    void choose() {
        keys = new FileKeyStore(folder.resolve("secrets"));
    }

    @Test
    void read_isEmptyAtFirst() {
        assertThat(keys.read("host")).isEmpty();
    }

    @Test
    void write_refusesTheSecondOfTwoHosts() {
        assertThat(keys.write("host", ONE, null)).isTrue();
        assertThat(keys.write("host", TWO, null)).isFalse();

        assertThat(keys.read("host")).map(KeyStore.Stored::content).contains(ONE);
    }

    @Test
    void write_doesNotReplaceAChangedDocument() throws Exception {
        keys.write("host", ONE, null);
        Optional<KeyStore.Stored> read = keys.read("host");
        Files.writeString(folder.resolve("secrets/host.json"), "by hand");

        assertThat(keys.write("host", TWO, read.orElseThrow())).isFalse();
        assertThat(keys.write("host", TWO, keys.read("host").orElseThrow())).isTrue();
        assertThat(folder.resolve("secrets")).isDirectoryContaining("glob:**/host.json");
        assertThat(folder.resolve("secrets")).isDirectoryNotContaining("glob:**/*.draft");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "There are no such permissions.")
    void write_makesTheFileReadableByItsOwnerOnly() throws Exception {
        keys.write("host", ONE, null);

        assertThat(Files.getPosixFilePermissions(folder.resolve("secrets/host.json")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
}
