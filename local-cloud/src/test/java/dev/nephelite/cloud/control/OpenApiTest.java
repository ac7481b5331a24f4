package dev.nephelite.cloud.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.cloud.control.protocol.ControlError;
import dev.nephelite.cloud.control.resource.ControlledCloud;
import dev.nephelite.cloud.control.resource.OpenApiResource;
import dev.nephelite.cloud.snapshot.CloudSnapshots;
import dev.nephelite.cloud.trace.Traces;
import dev.nephelite.emulator.event.EventStream;
import dev.nephelite.emulator.http.Handler;
import dev.nephelite.emulator.http.fault.FaultInjector;
import dev.nephelite.emulator.time.CloudClock;
import dev.nephelite.emulator.time.ManualClock;
import dev.nephelite.emulator.value.Accounts;
import dev.nephelite.function.FunctionHost;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Compares openapi.json with the code that it describes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class OpenApiTest {
    private JsonNode document;

    @BeforeEach
    void read() throws IOException {
        document = new JsonMapper().readTree(OpenApiResource.document());
    }

    @Test
    void it_describes_the_operations_that_there_are_in_the_same_order() {
        // OpenAPI has no notation for a parameter that stands for the rest of a path.
        List<String> lines = new ControlRoutes(new NoCloud(), new ManualClock(Instant.EPOCH))
                .lines().stream().map(line -> line.replace("...}", "}")).toList();

        assertThat(described()).isEqualTo(lines);
    }

    @Test
    void it_describes_the_error_codes_that_there_are() {
        List<String> codes = new ArrayList<>();
        document.at("/components/schemas/Error/properties/error/properties/code/enum")
                .forEach(code -> codes.add(code.asText()));

        assertThat(codes)
                .isEqualTo(
                        Stream.of(ControlError.values()).map(ControlError::code).toList());
    }

    @Test
    void its_references_lead_somewhere() {
        List<String> references = document.findValuesAsText("$ref");

        assertThat(references).isNotEmpty().allSatisfy(reference -> assertThat(
                        document.at(reference.substring(1)).isObject())
                .as(reference)
                .isTrue());
    }

    private List<String> described() {
        List<String> operations = new ArrayList<>();
        document.path("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return operations;
    }

    /** The table is only read, so no operation needs a cloud. */
    private static final class NoCloud implements ControlledCloud {
        @Override
        public void requireReady() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Void> ready(Duration atMost) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Traces traces() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant startedAt() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<ProcessHandle> process() {
            return Optional.empty();
        }

        @Override
        public Optional<Path> dataFolder() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, String> endpoints() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<String, Handler> storageServices() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Accounts accounts() {
            throw new UnsupportedOperationException();
        }

        @Override
        public EventStream events() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<FunctionHost> functionHost() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Void> idle(Duration atMost) {
            throw new UnsupportedOperationException();
        }

        @Override
        public FaultInjector faults() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void reset(@Nullable String accountName, @Nullable String container, @Nullable String queue) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void export(OutputStream out) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CloudSnapshots snapshots() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CloudClock clock() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean areTriggersPaused() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void pauseTriggers(boolean paused) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void stop() {
            throw new UnsupportedOperationException();
        }
    }
}
