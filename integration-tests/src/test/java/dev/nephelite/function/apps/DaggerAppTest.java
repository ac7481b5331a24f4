package dev.nephelite.function.apps;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Functions that Dagger makes, through the injector that the app brings. */
@DisabledIfSystemProperty(named = "nephelite.apps", matches = "few")
@DisplayNameGeneration(ReplaceUnderscores.class)
class DaggerAppTest {
    @Nested
    class Given_the_folder_that_the_maven_plugin_staged extends Promises {
        Given_the_folder_that_the_maven_plugin_staged() {
            super(HostedApp.staged("dagger"));
        }
    }

    @Nested
    class Given_the_project_as_it_is extends Promises {
        Given_the_project_as_it_is() {
            super(HostedApp.project("dagger"));
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
        void are_given_what_they_need_and_keep_it() throws Exception {
            assertThat(app.get("/api/guests/Ada").body()).isEqualTo("Hello, Ada, guest number 1");
            assertThat(app.get("/api/guests/Grace").body()).isEqualTo("Hello, Grace, guest number 2");
        }
    }
}
