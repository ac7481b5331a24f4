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

/** Spring beans that are functions, by the Azure adapter of Spring Cloud Function. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SpringAppTest {
    @Nested
    class Given_the_folder_that_the_maven_plugin_staged extends Promises {
        Given_the_folder_that_the_maven_plugin_staged() {
            super(HostedApp.staged("spring"));
        }
    }

    @Nested
    class Given_the_project_as_it_is extends Promises {
        Given_the_project_as_it_is() {
            super(HostedApp.project("spring"));
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
        void are_beans_with_others_injected() throws Exception {
            assertThat(app.send("POST", "/api/bean", "spring").body()).isEqualTo("SPRING");
        }

        @Test
        void are_composed_by_the_function_catalog() throws Exception {
            assertThat(app.send("POST", "/api/composed", "spring").body()).isEqualTo("GNIRPS");
        }
    }
}
