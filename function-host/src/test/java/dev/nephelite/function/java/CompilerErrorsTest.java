package dev.nephelite.function.java;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.function.app.config.InvalidAppException.CompilationFailedException;
import dev.nephelite.function.java.maven.Maven;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A script prints what Maven prints when a source does not compile. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "The script is one for a Unix shell.")
@DisplayNameGeneration(ReplaceUnderscores.class)
class CompilerErrorsTest {
    @TempDir
    private Path folder = Path.of("");

    private Path project = Path.of("");

    @BeforeEach
    void make_a_project() throws IOException {
        project = Files.createDirectories(folder.resolve("photos"));
    }

    @Test
    void load_reportsTheFirstErrorWithItsLineAndTheNumberOfOthers() throws IOException {
        assertFailure("""
                        [ERROR] COMPILATION ERROR :
                        [INFO] -------------------------------------------------------------
                        [ERROR] %1$s/src/main/java/Web.java:[7,9] cannot find symbol
                          symbol:   class Bar
                          location: class Web
                        [ERROR] %1$s/src/main/java/Web.java:[7,40] ';' expected
                        [ERROR] %1$s/src/main/java/Other.java:[9,1] class, interface, or enum expected
                        [INFO] 3 errors
                        [ERROR] Failed to execute goal org.apache.maven.plugins:maven-compiler-plugin:3.11.0:compile: failed
                        [ERROR] %1$s/src/main/java/Web.java:[7,9] cannot find symbol
                        [ERROR]   symbol:   class Bar
                        [ERROR]   location: class Web
                        [ERROR] %1$s/src/main/java/Web.java:[7,40] ';' expected
                        [ERROR] %1$s/src/main/java/Other.java:[9,1] class, interface, or enum expected
                        [ERROR] -> [Help 1]
                        """)
                .withMessage("photos does not compile: src/main/java/Web.java:7: cannot find symbol: class Bar"
                        + " (and 2 more errors)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file://%s/src/main/kotlin/Web.kt:3:8", "%s/src/main/kotlin/Web.kt: (3, 8)"})
    void load_reportsErrorsOfTheKotlinCompiler(String place) throws IOException {
        assertFailure("[ERROR] " + place + " Unresolved reference: x\n")
                .withMessage("photos does not compile: src/main/kotlin/Web.kt:3: Unresolved reference: x");
    }

    private ThrowableAssertAlternative<CompilationFailedException> assertFailure(String output) throws IOException {
        Path printed = Files.writeString(folder.resolve("output"), output.formatted(project));
        Maven maven = new Maven(Map.of(), List.of("/bin/sh", "-c", "/bin/cat '" + printed + "'; exit 1"));
        return assertThatExceptionOfType(CompilationFailedException.class)
                .isThrownBy(() -> maven.run(project, List.of(), step -> {}));
    }
}
