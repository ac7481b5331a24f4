package dev.nephelite.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EndpointsFileTest {
    @TempDir
    private Path folder;

    @Test
    void read_returns_what_was_published() throws IOException {
        Path file = folder.resolve(EndpointsFile.FILE);
        EndpointsFile storage =
                new EndpointsFile("http://b/one", "http://q/one", null, null, null, "AccountKey=a+/=;", null, null);
        EndpointsFile functions = new EndpointsFile(
                "https://b/one",
                "https://q/one",
                "http://f",
                "http://c",
                "t-o_k",
                "AccountKey=a+/=;",
                "MIIB+/=",
                4711L);

        storage.publish(file);
        assertThat(EndpointsFile.read(file)).isEqualTo(storage);
        functions.publish(file);
        assertThat(EndpointsFile.read(file)).isEqualTo(functions);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "blob", "[]", "{\"blob\": \"http://b\"}", "{\"blob\": 1, \"queue\": 2}"})
    void read_refuses_other_files(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("other"), content);

        assertThatThrownBy(() -> EndpointsFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " is not a file that 'nephelite start' has written.");
    }
}
