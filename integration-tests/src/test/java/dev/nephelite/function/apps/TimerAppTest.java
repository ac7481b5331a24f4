package dev.nephelite.function.apps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** A function that runs by the clock. */
@DisabledIfSystemProperty(named = "nephelite.apps", matches = "few")
@DisplayNameGeneration(ReplaceUnderscores.class)
class TimerAppTest {
    @Nested
    class Given_the_folder_that_the_maven_plugin_staged extends Promises {
        Given_the_folder_that_the_maven_plugin_staged() {
            super(HostedApp.staged("timer"));
        }
    }

    @Nested
    class Given_the_project_as_it_is extends Promises {
        Given_the_project_as_it_is() {
            super(HostedApp.project("timer"));
        }
    }

    @TestInstance(Lifecycle.PER_CLASS)
    abstract static class Promises {
        private final Path folder;
        private HostedApp app;

        Promises(Path folder) {
            this.folder = folder;
        }

        @BeforeAll
        void start() throws Exception {
            app = new HostedApp(folder);
        }

        @AfterAll
        void stop() {
            app.close();
        }

        @Test
        void runs_whenever_its_schedule_says_so() throws Exception {
            app.events.awaitMessage("ticks");
            app.events.awaitMessage("ticks");

            JsonNode timer = new ObjectMapper()
                    .readTree(app.queue("ticks").receiveMessage().getBody().toString());
            assertThat(timer.path("IsPastDue").asBoolean(true)).isFalse();
            assertThat(timer.at("/Schedule/AdjustForDST").asBoolean()).isTrue();
        }
    }
}
