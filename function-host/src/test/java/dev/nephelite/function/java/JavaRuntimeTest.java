package dev.nephelite.function.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.app.config.AppSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaRuntimeTest {
    private static final AppSettings OPTIONS = AppSettings.of(Map.of("JAVA_OPTS", "-Xmx2g"), Map.of(), Map.of());

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_OPTS", "languageWorkers__java__arguments", "languageWorkers:java:arguments"})
    void warnings_inProcess_reportOptionsForTheJvmWithoutTheirValue(String name) {
        JavaRuntime inProcess = new JavaRuntime(Path.of(""), Map.of(), List.of(), false);
        AppSettings settings = AppSettings.of(Map.of(), Map.of(name, "-Xmx2g -Dpassword=secret"), Map.of());

        assertThat(inProcess.warnings(settings))
                .singleElement()
                .asString()
                .contains(name.replace(":", "__"), "NEPHELITE_JAVA_OPTS")
                .doesNotContain("secret");
    }

    private static JavaRuntime inWorkerProcesses(Map<String, String> environment) {
        return JavaRuntime.inWorkerProcesses(Path.of(""), environment, List.of(), false, List.of());
    }

    @Test
    void warnings_inWorkerProcesses_areNone() {
        assertThat(inWorkerProcesses(Map.of()).warnings(OPTIONS)).isEmpty();
    }

    @Test
    void warnings_inWorkerProcesses_nameTheVariableWithADebuggerAgent() {
        Map<String, String> environment =
                Map.of("JAVA_TOOL_OPTIONS", "-Da=b -agentlib:jdwp=transport=dt_socket,address=5005");

        assertThat(inWorkerProcesses(environment).warnings(OPTIONS))
                .singleElement()
                .asString()
                .contains("JAVA_TOOL_OPTIONS", "--debug");
    }
}
