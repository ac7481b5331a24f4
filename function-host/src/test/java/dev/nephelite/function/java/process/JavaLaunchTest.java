package dev.nephelite.function.java.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.worker.WorkerApp;
import dev.nephelite.function.worker.process.WorkerLaunch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void sharedClasses_areThoseOfAnArchiveThatExists(@TempDir Path folder) throws IOException {
        Path archive = Files.createFile(folder.resolve("worker.jsa"));

        assertThat(JavaLaunch.sharedClasses(archive.toString(), List.of("-Xmx1g")))
                .contains("-XX:SharedArchiveFile=" + archive);
        assertThat(JavaLaunch.sharedClasses(folder.resolve("none").toString(), List.of()))
                .isEmpty();
        assertThat(JavaLaunch.sharedClasses("", List.of())).isEmpty();
        assertThat(JavaLaunch.sharedClasses(null, List.of())).isEmpty();
    }

    @Test
    void sharedClasses_doNotSilenceWhatTheAppAsksTheJvmToLog(@TempDir Path folder) throws IOException {
        String archive = Files.createFile(folder.resolve("worker.jsa")).toString();

        assertThat(JavaLaunch.sharedClasses(archive, List.of())).contains("-Xlog:disable");
        assertThat(JavaLaunch.sharedClasses(archive, List.of("-Xlog:gc")))
                .containsExactly("-XX:SharedArchiveFile=" + archive);
    }

    @Test
    void command_choosesACollector_unlessTheOptionsDo() {
        String other = "-XX:+UseG1GC";

        assertThat(launch(Map.of(), Map.of()).command()).contains("-XX:+UseSerialGC");
        assertThat(launch(Map.of(), Map.of("JAVA_OPTS", other)).command())
                .contains(other)
                .doesNotContain("-XX:+UseSerialGC");
        assertThat(launch(Map.of("JAVA_TOOL_OPTIONS", other), Map.of()).command())
                .doesNotContain("-XX:+UseSerialGC");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:+UseZGC",
                "-XX:-UseCompressedOops",
                "-XX:ObjectAlignmentInBytes=16",
                "-Xshare:off",
                "-XX:SharedArchiveFile=other"
            })
    void sharedClasses_areThoseOfTheJvm_ifTheArchiveMayNotFit(String option, @TempDir Path folder) throws IOException {
        Path archive = Files.createFile(folder.resolve("worker.jsa"));

        assertThat(JavaLaunch.sharedClasses(archive.toString(), List.of("-Xmx1g", option)))
                .isEmpty();
    }

    @Test
    void failure_namesWhereTheOptionsComeFrom() {
        Map<String, String> environment = Map.of("JAVA_TOOL_OPTIONS", "-Xfoo");

        assertThat(launch(environment, Map.of("JAVA_OPTS", "-Xbar"))
                        .failure()
                        .explain(List.of(
                                "Unrecognized option: -Xfoo", "Error: Could not create the Java Virtual Machine.")))
                .hasValue(
                        "The JVM of the functions does not start with the setting JAVA_OPTS and the environment variable"
                                + " JAVA_TOOL_OPTIONS: Unrecognized option: -Xfoo. Correct the option there.");
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
