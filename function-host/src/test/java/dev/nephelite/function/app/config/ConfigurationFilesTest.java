package dev.nephelite.function.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nephelite.function.Extensions;
import dev.nephelite.function.app.config.LocalSettings.LocalHttp;
import dev.nephelite.function.trigger.blob.BlobTrigger;
import dev.nephelite.function.trigger.http.HttpSettings;
import dev.nephelite.function.trigger.queue.QueueSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ConfigurationFilesTest {
    @TempDir
    private Path root = Path.of("");

    private static AppSettings settings(Map<String, String> values) {
        return AppSettings.of(values, Map.of(), Map.of());
    }

    private HostSettings host(String json, Map<String, String> overrides) throws IOException {
        Files.writeString(root.resolve("host.json"), json);
        HostSettings host = HostSettings.read(root.resolve(HostSettings.FILE), settings(overrides));
        Extensions.STANDARD.supportedTypes().checkSettings(host);
        return host;
    }

    private LocalSettings local(String json) throws IOException {
        Files.writeString(root.resolve("local.settings.json"), json);
        return LocalSettings.read(root.resolve(LocalSettings.FILE));
    }

    @Nested
    class Given_a_host_json {
        @Test
        void read_returnsDefaultsIfThereIsNoHostJson() {
            HostSettings host = HostSettings.read(root.resolve(HostSettings.FILE), settings(Map.of()));

            int processors = Runtime.getRuntime().availableProcessors();
            assertThat(host.functionTimeout()).isEqualTo(Duration.ofMinutes(30));
            assertThat(host.functions()).isNull();
            assertThat(host.retry()).isNull();
            assertThat(HttpSettings.of(host))
                    .isEqualTo(new HttpSettings("api", -1, -1, HttpSettings.Hsts.OFF, Map.of()));
            assertThat(QueueSettings.of(host))
                    .isEqualTo(new QueueSettings(16, 8 * processors, null, Duration.ZERO, 5, true));
            assertThat(BlobTrigger.Settings.of(host)).isEqualTo(new BlobTrigger.Settings(8 * processors, 5));
        }

        @Test
        void read_acceptsValuesAndComments() throws IOException {
            HostSettings host = host("""
                    // what runs where
                    {
                      "version": "2.0", /* the only one */
                      "functionTimeout": "-1",
                      "functions": ["one", "two"],
                      "retry": {"strategy": "fixedDelay", "maxRetryCount": 3, "delayInterval": "00:00:05"},
                      "logging": {"logLevel": {"default": "Warning", "Function.one": "Debug"}},
                      "extensions": {
                        "http": {"routePrefix": "/v1/", "customHeaders": {"X-Frame-Options": "DENY"}},
                        "queues": {"batchSize": 4, "maxPollingInterval": "00:00:10", "visibilityTimeout": "00:00:30",
                                   "maxDequeueCount": 2, "messageEncoding": "none", "newBatchThreshold": 0},
                        "blobs": {"maxDegreeOfParallelism": 3, "poisonBlobThreshold": 1},
                      },
                    }
                    """, Map.of());

            assertThat(host.functionTimeout()).isNull();
            assertThat(host.functions()).containsExactly("one", "two");
            assertThat(host.retry()).isEqualTo(RetryPolicy.fixedDelay(3, Duration.ofSeconds(5)));
            assertThat(host.logLevels()).isEqualTo(Map.of("default", "Warning", "Function.one", "Debug"));
            assertThat(HttpSettings.of(host).routePrefix()).isEqualTo("v1");
            assertThat(HttpSettings.of(host).customHeaders()).isEqualTo(Map.of("X-Frame-Options", "DENY"));
            assertThat(QueueSettings.of(host))
                    .isEqualTo(new QueueSettings(4, 0, Duration.ofSeconds(10), Duration.ofSeconds(30), 2, false));
            assertThat(BlobTrigger.Settings.of(host)).isEqualTo(new BlobTrigger.Settings(3, 1));
        }

        @Test
        void read_namesAFileThatIsNestedTooDeeply() {
            String deep = "{\"version\":\"2.0\",\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

            assertThatThrownBy(() -> host(deep, Map.of()))
                    .isInstanceOf(InvalidAppException.class)
                    .hasMessageContainingAll("host.json is nested too deeply", "Correct the file.");
        }

        @Test
        void read_namesAFileWithAValueOf30Megabytes() {
            String large = "{\"version\":\"2.0\",\"a\":\"" + "x".repeat(30_000_000) + "\"}";

            assertThatThrownBy(() -> host(large, Map.of()))
                    .isInstanceOf(InvalidAppException.class)
                    .hasMessageContainingAll("host.json", "too long", "Correct the file.")
                    .hasMessageNotContaining("xxx");
        }

        @Test
        void read_namesAFolderOrABinaryFile() throws IOException {
            Path none = Files.createDirectory(root.resolve("folder.json"));
            Path latin =
                    Files.write(root.resolve("latin.json"), new byte[] {'{', '"', (byte) 0xe4, '"', ':', '1', '}'});

            assertThatThrownBy(() -> JsonFile.read(none))
                    .isInstanceOf(InvalidAppException.class)
                    .hasMessageContaining("folder.json cannot be read. Check");
            assertThatThrownBy(() -> JsonFile.read(latin))
                    .isInstanceOf(InvalidAppException.class)
                    .hasMessageContaining("latin.json is not text in UTF-8.");
        }

        @Test
        void read_prefersAppSettings() throws IOException {
            HostSettings host = host(
                    "{\"version\":\"2.0\",\"extensions\":{\"queues\":{\"batchSize\":4}}}",
                    Map.of(
                            "AzureFunctionsJobHost__extensions__queues__batchSize", "1",
                            "AzureFunctionsJobHost__functions__0", "only"));

            assertThat(QueueSettings.of(host).batchSize()).isEqualTo(1);
            assertThat(host.functions()).containsExactly("only");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        {} | is missing the required 'version' property. Add "version": "2.0" to it.
                        {"version":"3.0"} | 'version' is '3.0', but it must be "2.0".
                        {V,"functionTimeout":"soon"} | it must be a time span such as 00:00:30.
                        {V,"functionTimeout":"00:00:00"} | it must be at least 00:00:01, or -1.
                        {V,Q{"batchSize":33}}} | 'extensions.queues.batchSize' is '33'
                        {V,Q{"batchSize":33}}} | it must be a whole number from 1 to 32.
                        {V,Q{"maxDequeueCount":"x"}}} | it must be a whole number at least 1.
                        {V,Q{"messageEncoding":"utf8"}}} | it must be base64 or none.
                        {V,Q{"maxPollingInterval":"00:00:00"}}} | it must be at least 00:00:00.1000000.
                        {"version": | is not valid JSON
                        {"version": "2.0"    | expected close marker for Object (start marker at line 1, column 1) (line 1)
                        [] | must hold one JSON object
                        """)
        void what_is_wrong_is_told_with_the_file_and_the_remedy(String json, String message) {
            assertThatExceptionOfType(InvalidAppException.class)
                    .isThrownBy(() -> host(
                            json.replace("V,", "\"version\":\"2.0\",").replace("Q{", "\"extensions\":{\"queues\":{"),
                            Map.of()))
                    .withMessageStartingWith(root.resolve("host.json").toString())
                    .withMessageContaining(message);
        }
    }

    @Nested
    class Given_a_local_settings_json {
        @Test
        void read_returnsNoSettingsIfThereIsNoFile() {
            assertThat(LocalSettings.read(root.resolve(LocalSettings.FILE)))
                    .isEqualTo(new LocalSettings(Map.of(), List.of(), LocalHttp.UNSPECIFIED));
        }

        @Test
        void read_returnsValuesAndConnectionStrings() throws IOException {
            LocalSettings settings = local("""
                    {
                      "IsEncrypted": false,
                      "Values": {"TEXT": "a", "NUMBER": 5, "NOTHING": null},
                      "ConnectionStrings": {"Sql": "server", "Old": {"ConnectionString": "old", "ProviderName": "p"}}
                    }
                    """);

            assertThat(settings.values())
                    .isEqualTo(Map.of(
                            "TEXT", "a",
                            "NUMBER", "5",
                            "ConnectionStrings:Sql", "server",
                            "ConnectionStrings:Old", "old",
                            "ConnectionStrings:Old_ProviderName", "p"));
        }

        @Test
        void notes_listSettingsWithoutEffect() throws IOException {
            LocalSettings settings =
                    local("{\"Values\": {\"A\": \"file\", \"B__C\": \"same\", \"D\": null, \"E\": \"\"}}");

            assertThat(settings.notes(settings(Map.of("A", "environment", "B:C", "same"))))
                    .containsExactly(
                            "Skipping 'A' from local settings as it's already defined in current environment variables.",
                            "Skipping 'D' from local settings because its value is null.");
        }

        @Test
        void read_returnsTheHostSection() throws IOException {
            String json = """
                    {"Host": {"LocalHttpPort": 7072, "CORS": "http://a, http://b", "CORSCredentials": true}}
                    """;

            assertThat(local(json).http()).isEqualTo(new LocalHttp(7072, null, List.of("http://a", "http://b"), true));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                        {"IsEncrypted":true}                | is encrypted for the Azure Functions Core Tools
                        {"Values":{"A":{"B":"c"}}}          | the value of 'A' must be a text
                        {"Host":{"LocalHttpPort":"seven"}}  | 'Host.LocalHttpPort' must be a port, from 0 to 65535
                        {"Values":{"A":{"ConnectionString":"b"}}} | the value of 'A' must be a text
                        {"Values":{"A":["b"]}}              | the value of 'A' must be a text
                        {"ConnectionStrings":{"A":{}}}      | the value of 'ConnectionStrings:A' must be a text
                        []                                  | must hold one JSON object
                        {"Values":{"A" "b"}}                | is not valid JSON
                        """)
        void what_is_wrong_is_told_with_the_file(String json, String message) {
            assertThatExceptionOfType(InvalidAppException.class)
                    .isThrownBy(() -> local(json))
                    .withMessageStartingWith(root.resolve("local.settings.json").toString())
                    .withMessageContaining(message);
        }
    }
}
