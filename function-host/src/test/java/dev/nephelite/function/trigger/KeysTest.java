package dev.nephelite.function.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.function.app.config.HostSettings;
import dev.nephelite.function.client.RemoteStorageException;
import dev.nephelite.function.key.AppKeys;
import dev.nephelite.function.key.KeyRing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** How long what was read of the keys counts, on a clock that we hold. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class KeysTest {
    private static final KeyRing UPLOAD = KeyRing.of("Upload");

    private final RunningStorage running = new RunningStorage();
    private final TriggerBench bench =
            new TriggerBench(running.connectionString(), running.clock, HostSettings.of(Map.of()), List.of());
    private final AppKeys appKeys = new AppKeys(bench.host, Path.of("unused"), Set.of("eventgrid"));
    private final AppKeys ofAnotherHost = new AppKeys(bench.host, Path.of("unused"), Set.of());

    @AfterEach
    void close() {
        bench.close();
        running.close();
    }

    private void editByHand(String document, String content) {
        bench.blobs()
                .put(
                        "azure-webjobs-secrets",
                        bench.host.hostId() + "/" + document + ".json",
                        content.getBytes(StandardCharsets.UTF_8),
                        Map.of());
    }

    @Test
    void values_includeAnEditByHandAfterFiveSeconds() {
        appKeys.values(UPLOAD);
        editByHand("upload", "{\"keys\":[{\"name\":\"mine\",\"value\":\"s3cret\"}]}");
        running.clock.advance(Duration.ofSeconds(4));
        assertThat(appKeys.values(UPLOAD)).containsOnlyKeys("default");

        running.clock.advance(Duration.ofSeconds(1));

        assertThat(appKeys.values(UPLOAD)).isEqualTo(Map.of("mine", "s3cret"));
    }

    @Test
    void set_takesEffectAtOnceAndKeepsChangesOfOthers() {
        appKeys.values(KeyRing.HOST);
        ofAnotherHost.set(KeyRing.HOST, "theirs", "1");

        appKeys.set(KeyRing.HOST, "ours", "2");

        assertThat(appKeys.values(KeyRing.HOST)).containsEntry("ours", "2").containsEntry("theirs", "1");
    }

    @Test
    void values_addKeysOfMoreWebhooks() {
        String master = ofAnotherHost.values(KeyRing.MASTER).get(AppKeys.MASTER);
        assertThat(ofAnotherHost.values(KeyRing.SYSTEM)).isEmpty();

        assertThat(appKeys.values(KeyRing.SYSTEM)).containsOnlyKeys("eventgrid_extension");
        assertThat(appKeys.values(KeyRing.MASTER)).containsEntry(AppKeys.MASTER, master);
    }

    @Test
    void remove_doesNotCreateANewKeyForTheFunction() {
        appKeys.values(UPLOAD);
        assertThat(appKeys.remove(UPLOAD, "DEFAULT")).isTrue();
        running.clock.advance(Duration.ofMinutes(1));

        assertThat(appKeys.values(UPLOAD)).isEmpty();
    }

    @Test
    void values_areCachedWhileStorageIsUnavailable() {
        Map<String, String> known = appKeys.values(UPLOAD);
        running.close();
        running.clock.advance(Duration.ofMinutes(1));

        assertThat(appKeys.values(UPLOAD)).isEqualTo(known);
        assertThatExceptionOfType(RemoteStorageException.class)
                .isThrownBy(() -> appKeys.values(KeyRing.MASTER))
                .withMessageContaining("azure-webjobs-secrets/" + bench.host.hostId() + "/host.json");
    }
}
