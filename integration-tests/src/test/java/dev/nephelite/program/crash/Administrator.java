package dev.nephelite.program.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nephelite.cloud.archive.ExportFile;
import dev.nephelite.cloud.archive.Import;
import dev.nephelite.emulator.time.Clocks;
import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.program.Nephelite;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Saves, loads and deletes snapshots of everything that all clients have, and exports it. */
final class Administrator {
    private static final int MOST_SNAPSHOTS = 5;
    private static final int LONGEST_PAUSE_MILLIS = 60;
    private static final String RESOURCE = "/v1/snapshots";
    private static final byte[] NOTHING = {};

    private final List<LoadedClient> clients;
    private final Random random;

    /** For each snapshot, in the order in which they were saved, the states that each client may have in it. */
    private final Map<String, List<List<State>>> saved = new LinkedHashMap<>();

    /** The names of the snapshots that were loaded since the last comparison. */
    private final List<String> loaded = new ArrayList<>();

    private @Nullable Request open;

    /** The last export beside the clients. */
    private volatile @Nullable Export export;

    private int names;
    private int acknowledged;
    private int found;
    private int exportsFound;

    Administrator(List<LoadedClient> clients, Random random) {
        this.clients = clients;
        this.random = random;
    }

    /**
     * Works until the program is gone, while clients change what is saved.
     *
     * @param exports whether it begins with an export
     */
    void workBesideClients(Storage storage, boolean exports) throws InterruptedException {
        try {
            if (exports) {
                pause();
                export(storage);
            }
            while (true) {
                pause();
                switch (random.nextInt(5)) {
                    case 0 -> export(storage);
                    case 1 -> deleteOne(storage);
                    default -> saveAnother(storage);
                }
            }
        } catch (IOException theProgramIsGone) {
            // The request stays open.
        }
    }

    /** Whether there is an export that was not compared. */
    boolean hasExport() {
        return export != null;
    }

    /** Works until the program is gone, while the clients do nothing. */
    void workAlone(Storage storage) throws InterruptedException {
        try {
            while (true) {
                switch (random.nextInt(4)) {
                    case 0 -> deleteOne(storage);
                    case 1 -> saveAnother(storage);
                    default -> loadOne(storage);
                }
            }
        } catch (IOException theProgramIsGone) {
            // The request stays open.
        }
    }

    /**
     * Compares the snapshots that there are, and those that were loaded, with what was acknowledged. The open request was
     * either done or not.
     */
    void settle(Storage storage, List<String> foundLoads) throws IOException, InterruptedException {
        List<String> foundNames = new ArrayList<>();
        for (JsonNode snapshot :
                new ObjectMapper().readTree(storage.control().get(RESOURCE).body())) {
            foundNames.add(snapshot.path("name").asText());
        }
        @Nullable Request uncertain = open;
        open = null;
        if (uncertain != null && uncertain.wasDone(foundNames, foundLoads.size() > loaded.size())) {
            apply(uncertain);
            found++;
        }
        assertThat(foundNames).as("snapshots").isEqualTo(List.copyOf(saved.keySet()));
        assertThat(foundLoads).as("loaded snapshots").isEqualTo(loaded);
        loaded.clear();
    }

    /** Imports the last export that was acknowledged, and compares what is there. */
    void compareExport(Path folder, HttpClient http) throws Exception {
        Export last = Objects.requireNonNull(export);
        Files.createDirectory(folder);
        Path data = folder.resolve("data");
        try (ExportFile file = ExportFile.open(Files.write(folder.resolve("export.zip"), last.bytes));
                SystemClock clock = new SystemClock()) {
            new Import(file, Clocks.single(clock), RandomIds.unseeded(), step -> {}).to(data);
        }
        try (Nephelite nephelite = Nephelite.start(data, Map.of())) {
            Storage storage = Storage.of(nephelite, http);
            for (int i = 0; i < clients.size(); i++) {
                clients.get(i).requireOneOf(last.states.get(i), storage);
            }
        }
        export = null;
        exportsFound++;
    }

    @Override
    public String toString() {
        return acknowledged + " acknowledged requests for snapshots and exports, " + found
                + " for snapshots that were done and not acknowledged, and " + exportsFound + " exports imported";
    }

    private void saveAnother(Storage storage) throws IOException, InterruptedException {
        if (saved.size() == MOST_SNAPSHOTS) {
            return;
        }
        String name = "snapshot" + ++names;
        beginRecording();
        List<List<State>> states;
        boolean answered = false;
        try {
            storage.control().require(204, "PUT", RESOURCE + "/" + name);
            answered = true;
        } finally {
            states = endRecording();
            open = new Request(Kind.SAVE, name, states);
        }
        if (answered) {
            acknowledge();
        }
    }

    private void loadOne(Storage storage) throws IOException, InterruptedException {
        if (!saved.isEmpty()) {
            String name = any();
            open = new Request(Kind.LOAD, name, List.of());
            storage.control().require(204, "POST", RESOURCE + "/" + name + "/load");
            acknowledge();
        }
    }

    private void deleteOne(Storage storage) throws IOException, InterruptedException {
        if (!saved.isEmpty()) {
            String name = any();
            open = new Request(Kind.DELETE, name, List.of());
            storage.control().require(204, "DELETE", RESOURCE + "/" + name);
            acknowledge();
        }
    }

    private void export(Storage storage) throws IOException, InterruptedException {
        beginRecording();
        byte[] bytes = {};
        List<List<State>> states;
        try {
            bytes = storage.control().require(200, "GET", "/v1/export", NOTHING).body();
        } finally {
            states = endRecording();
        }
        export = new Export(bytes, states);
        acknowledged++;
    }

    private void beginRecording() {
        clients.forEach(client -> client.ledger().beginRecording());
    }

    private List<List<State>> endRecording() {
        return clients.stream().map(client -> client.ledger().endRecording()).toList();
    }

    private void acknowledge() {
        apply(Objects.requireNonNull(open));
        open = null;
        acknowledged++;
    }

    private void apply(Request done) {
        switch (done.kind()) {
            case SAVE -> saved.put(done.name(), done.states());
            case DELETE -> saved.remove(done.name());
            case LOAD -> {
                loaded.add(done.name());
                List<List<State>> states = Objects.requireNonNull(saved.get(done.name()));
                for (int i = 0; i < clients.size(); i++) {
                    clients.get(i).ledger().load(states.get(i));
                }
            }
        }
    }

    private String any() {
        return List.copyOf(saved.keySet()).get(random.nextInt(saved.size()));
    }

    private void pause() {
        Executor later = CompletableFuture.delayedExecutor(random.nextInt(LONGEST_PAUSE_MILLIS), TimeUnit.MILLISECONDS);
        CompletableFuture.runAsync(() -> {}, later).join();
    }

    private enum Kind {
        SAVE,
        LOAD,
        DELETE
    }

    /**
     * A request about a snapshot.
     *
     * @param states those that each client may have in a snapshot that is saved
     */
    private record Request(Kind kind, String name, List<List<State>> states) {
        boolean wasDone(List<String> foundNames, boolean moreLoads) {
            return switch (kind) {
                case SAVE -> foundNames.contains(name);
                case DELETE -> !foundNames.contains(name);
                case LOAD -> moreLoads;
            };
        }
    }

    /** A complete export, and the states that each client may have in it. */
    private static final class Export {
        private final byte[] bytes;
        private final List<List<State>> states;

        Export(byte[] bytes, List<List<State>> states) {
            this.bytes = bytes;
            this.states = states;
        }
    }
}
