package dev.nephelite.function.java.worker.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nephelite.function.java.worker.EnvironmentProbe;
import dev.nephelite.function.java.worker.jvm.PublishedSettings.EnvironmentVariables;
import dev.nephelite.function.java.worker.jvm.PublishedSettings.Variables;
import dev.nephelite.function.worker.LogLevel;
import dev.nephelite.function.worker.Worker.SystemLog;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PublishedSettingsTest {
    private final Map<String, String> environment = new HashMap<>(Map.of("PATH", "/bin", "REAL", "real"));
    private final List<String> notices = new ArrayList<>();
    private final SystemLog log = (level, category, message) -> notices.add(level + " " + message);

    /** An environment of our own, which may or may not be as delicate as that of the JVM. */
    private PublishedSettings publishing(boolean mayReplace) {
        return new PublishedSettings(new Variables() {
            @Override
            public @Nullable String put(String name, @Nullable String value) {
                if (name.contains("=")) {
                    throw new IllegalArgumentException("Invalid name");
                }
                return value == null ? environment.remove(name) : environment.put(name, value);
            }

            @Override
            public boolean mayReplace() {
                return mayReplace;
            }
        });
    }

    @Nested
    class Given_an_environment_that_can_be_changed {
        private final PublishedSettings published = publishing(true);

        @Test
        void publish_setsVariablesUntilTheAppIsClosed() {
            PublishedSettings.Published orders = published.publish(Map.of("ORDERS", "here", "REAL", "other"), log);
            assertThat(environment).isEqualTo(Map.of("PATH", "/bin", "ORDERS", "here", "REAL", "other"));
            orders.close();

            assertThat(environment).isEqualTo(Map.of("PATH", "/bin", "REAL", "real"));
        }

        @Test
        void publish_prefersTheLastAppAndRestoresTheOriginalValues() {
            PublishedSettings.Published before = published.publish(Map.of("ORDERS", "old", "GONE", "x"), log);
            PublishedSettings.Published after = published.publish(Map.of("ORDERS", "new"), log);
            before.close();

            assertThat(environment).containsEntry("ORDERS", "new").doesNotContainKey("GONE");
            assertThat(notices).isEmpty();

            after.close();
            after.close();
            assertThat(environment).isEqualTo(Map.of("PATH", "/bin", "REAL", "real"));
        }

        @Test
        void publish_warnsAboutAValueOfAnotherApp() {
            published.publish(Map.of("REAL", "other", "PATH", "/bin"), log);

            assertThat(notices)
                    .singleElement()
                    .asString()
                    .startsWith("WARNING Another app")
                    .contains("'REAL'");
        }

        @Test
        void publish_doesNotWarnAboutDevelopmentStorage() {
            environment.put("Storage", "UseDevelopmentStorage=true");

            published.publish(Map.of("Storage", "AccountName=a"), log);

            assertThat(environment).containsEntry("Storage", "AccountName=a");
            assertThat(notices).isEmpty();
        }

        @Test
        void publish_warnsAboutAnInvalidName() {
            published.publish(Map.of("a=b", "c", "", "nothing"), log).close();

            assertThat(notices).containsExactly("WARNING The setting 'a=b' cannot be shown to functions: Invalid name");
        }
    }

    @Nested
    class Given_only_system_properties {
        private final PublishedSettings published = publishing(false);

        @Test
        void publish_doesNotReplaceAPropertyOfTheJvm() {
            published.publish(Map.of("REAL", "other", "ORDERS", "here"), log).close();

            assertThat(environment).isEqualTo(Map.of("PATH", "/bin", "REAL", "real"));
        }

        @Test
        void publish_logsTheRemedyOnce() {
            published.publish(Map.of("A", "1"), log);
            published.publish(Map.of("A", "2"), log);

            assertThat(notices)
                    .singleElement()
                    .asString()
                    .startsWith("INFORMATION ")
                    .contains(EnvironmentVariables.REMEDY);
        }
    }

    @Nested
    class Given_a_JVM_of_its_own {
        @Test
        void opened_by_the_flags_that_we_recommend_shows_settings_in_its_environment() throws Exception {
            assertThat(probe(EnvironmentVariables.REMEDY
                            .replace("opens java", "opens=java")
                            .split(" ")))
                    .containsExactly("getenv: seen", "map: seen", "property: null", "child: seen", "after: null");
        }

        @Test
        void without_them_shows_settings_in_its_properties() throws Exception {
            assertThat(probe())
                    .first()
                    .asString()
                    .startsWith("closed: This JVM cannot change its environment")
                    .contains(EnvironmentVariables.REMEDY);
            assertThat(probe()).contains("getenv: null", "property: seen");
        }

        private List<String> probe(String... options) throws IOException, URISyntaxException {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of(options));
            String classPath = home(PublishedSettings.class)
                    + File.pathSeparator
                    + home(LogLevel.class)
                    + File.pathSeparator
                    + home(EnvironmentProbe.class);
            command.addAll(List.of("-cp", classPath, EnvironmentProbe.class.getName()));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try (Stream<String> lines =
                    process.inputReader(StandardCharsets.UTF_8).lines()) {
                return lines.toList();
            }
        }

        private static Path home(Class<?> type) throws URISyntaxException {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        }
    }
}
