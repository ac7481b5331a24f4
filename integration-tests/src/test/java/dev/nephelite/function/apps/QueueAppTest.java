package dev.nephelite.function.apps;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.queue.QueueClient;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Functions that take messages from one queue and put others into the next. */
@DisabledIfSystemProperty(named = "nephelite.apps", matches = "few")
@DisplayNameGeneration(ReplaceUnderscores.class)
class QueueAppTest {
    @Nested
    class Given_the_folder_that_the_maven_plugin_staged extends Promises {
        Given_the_folder_that_the_maven_plugin_staged() {
            super(HostedApp.staged("queue"));
        }
    }

    @Nested
    class Given_the_project_as_it_is extends Promises {
        Given_the_project_as_it_is() {
            super(HostedApp.project("queue"));
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
        void turns_each_order_into_a_receipt() throws Exception {
            String orders = "[{\"id\": \"a\", \"quantity\": 2}, {\"id\": \"b\", \"quantity\": 5}]";

            assertThat(app.send("POST", "/api/orders", orders).statusCode()).isEqualTo(202);
            app.events.awaitMessage("receipts");
            app.events.awaitMessage("receipts");

            List<String> receipts = app.queue("receipts").receiveMessages(32).stream()
                    .map(message -> message.getBody().toString())
                    .toList();
            assertThat(receipts).containsExactlyInAnyOrder("a: 2 times", "b: 5 times");
        }

        @Test
        void puts_an_order_aside_that_failed_as_often_as_host_json_allows() throws Exception {
            QueueClient orders = app.queue("orders");
            orders.createIfNotExists();
            orders.sendMessage("{\"id\": \"c\", \"quantity\": 0}");

            app.events.awaitMessage("orders-poison");

            assertThat(app.queue("orders-poison").receiveMessage().getBody().toString())
                    .isEqualTo("{\"id\": \"c\", \"quantity\": 0}");
        }
    }
}
