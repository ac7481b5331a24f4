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

/**
 * An app that is one module of a project, with functions in another one that is never installed, and with its host.json
 * and its local.settings.json where the plugin's configuration says.
 */
@DisabledIfSystemProperty(named = "nephelite.apps", matches = "few")
@DisplayNameGeneration(ReplaceUnderscores.class)
class ModulesAppTest {
    @Nested
    class Given_the_folder_that_the_maven_plugin_staged extends Promises {
        Given_the_folder_that_the_maven_plugin_staged() {
            super(HostedApp.project("modules").resolve("functions/target/azure-functions/modules-app"));
        }
    }

    @Nested
    class Given_the_module extends Promises {
        Given_the_module() {
            super(HostedApp.project("modules").resolve("functions"));
        }
    }

    @Nested
    class Given_the_project_around_it extends Promises {
        Given_the_project_around_it() {
            super(HostedApp.project("modules"));
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
        void a_function_uses_classes_of_the_other_module() throws Exception {
            assertThat(app.get("/shop/price/bread").body()).isEqualTo("bread costs 5 euros");
        }

        @Test
        void a_function_of_the_other_module_runs() throws Exception {
            assertThat(app.get("/shop/health").body()).isEqualTo("healthy");
        }
    }
}
