package dev.nephelite.function.java.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.worker.WorkerApp;
import dev.nephelite.function.worker.process.WorkerLaunch;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JavaLaunchTest {
    private static WorkerLaunch launch(Map<String, String> environment, Map<String, String> settings) {
        return JavaLaunch.of(new WorkerApp(Path.of("app"), List.of(), settings, List.of()), List.of(), environment);
    }

    @Test
    void command_hasTheOptionsInTheOrderOfTheCloud() {
        WorkerLaunch launch = launch(
                Map.of("JAVA_OPTS", "-Xmx1g \"-Da=b c\""),
                Map.of("languageWorkers__java__arguments", "-Xmx2g", "languageWorkers:java:other", "-Xmx3g"));

        assertThat(launch.command())
                .containsSubsequence("-Xmx1g", "-Da=b c", "-Xmx2g")
                .doesNotContain("-Xmx3g");
    }

    @Test
    void command_beginsWithTheExecutableThatTheSettingsName() {
        Map<String, String> settings = Map.of("languageWorkers__java__defaultExecutablePath", "/jdk/bin/java");

        assertThat(launch(Map.of("JAVA_HOME", "/other"), settings).command()).startsWith("/jdk/bin/java");
    }

    @Test
    void command_beginsWithTheJavaOfThisProcess_ifThatOfTheSettingsIsMissing() {
        assertThat(launch(Map.of(), Map.of("JAVA_HOME", "/missing")).command())
                .startsWith(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }

    @Test
    void environment_containsTheSettings_whichReplaceVariables() {
        assertThat(launch(Map.of("A", "variable", "B", "b"), Map.of("A", "setting"))
                        .environment())
                .isEqualTo(Map.of("A", "setting", "B", "b"));
    }

    @Test
    void environment_leavesOutADebuggerAgentOfThisProcess() {
        String options = "-Da=\"b  c\" -agentlib:jdwp=transport=dt_socket,server=y,address=5005 -javaagent:x.jar";

        assertThat(launch(Map.of("JAVA_TOOL_OPTIONS", options), Map.of()).environment())
                .containsEntry("JAVA_TOOL_OPTIONS", "-Da=\"b  c\"  -javaagent:x.jar");
    }

    @Test
    void environment_keepsADebuggerAgentOfTheSettings() {
        String options = "-agentlib:jdwp=transport=dt_socket,server=y,address=5005";

        assertThat(launch(Map.of(), Map.of("JAVA_TOOL_OPTIONS", options)).environment())
                .containsEntry("JAVA_TOOL_OPTIONS", options);
    }
}
