package dev.nephelite.function.java;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nephelite.function.app.config.InvalidAppException;
import dev.nephelite.function.app.config.InvalidAppException.NoAppException;
import dev.nephelite.function.app.discovery.AppFinder;
import dev.nephelite.function.app.discovery.AppLayout;
import dev.nephelite.function.app.discovery.AppLayout.ConfigurationFiles;
import dev.nephelite.function.app.discovery.AppLayout.DiscoveredFunctions;
import dev.nephelite.function.java.maven.Pom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AppFinderTest {
    private static final String FUNCTIONS_POM = """
            <project>
                <artifactId>photos</artifactId>
                <build><plugins><plugin>
                    <groupId>com.microsoft.azure</groupId>
                    <artifactId>azure-functions-maven-plugin</artifactId>
                    <configuration>%s</configuration>
                </plugin></plugins></build>
            </project>
            """;
    private static final String FUNCTION = """
            {"scriptFile": "../app.jar", "entryPoint": "a.B.c", "bindings": [{"type": "queueTrigger", "name": "in"}]}
            """;

    @TempDir
    private Path folder = Path.of("");

    private final List<String> notes = new ArrayList<>();
    private Path photos;

    @BeforeEach
    void make_the_repository() throws IOException {
        Files.createDirectories(folder.resolve(".git"));
        photos = Files.createDirectories(folder.resolve("photos"));
    }

    private AppFinder finder() {
        return new AppFinder(List.of(new JavaRuntime(folder.resolve("cache"), Map.of(), List.of(), true)));
    }

    private AppLayout layout(Path named) {
        notes.clear();
        return finder().find(named, notes::add).layout();
    }

    private void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Path staged(Path place) throws IOException {
        write(place.resolve("hello/function.json"), FUNCTION);
        TestApp.jar(place.resolve("app.jar"));
        return place;
    }

    @Nested
    class Given_a_Maven_project {
        @BeforeEach
        void write_the_pom() throws IOException {
            write(photos.resolve("pom.xml"), FUNCTIONS_POM.formatted(""));
            write(photos.resolve("src/main/java/A.java"), "");
        }

        @Test
        void its_folder_is_the_app() {
            assertThat(layout(photos)).isInstanceOf(MavenProject.class);
            assertThat(layout(photos).root()).isEqualTo(photos);
            assertThat(notes).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"photos/pom.xml", "photos/src", "photos/src/main/java", "."})
        void it_is_found_from_its_file_from_below_and_from_the_folder_above(String named) {
            assertThat(layout(folder.resolve(named).normalize()).root()).isEqualTo(photos);
        }

        @Test
        void another_folder_than_the_named_one_is_noted() {
            layout(photos.resolve("src"));

            assertThat(notes)
                    .containsExactly("There is no function app in " + photos.resolve("src")
                            + " itself; running the one in " + photos + ".");
        }

        @Test
        void of_two_below_one_has_to_be_named() throws IOException {
            write(folder.resolve("videos/pom.xml"), FUNCTIONS_POM.formatted(""));

            assertThatExceptionOfType(NoAppException.class)
                    .isThrownBy(() -> layout(folder))
                    .withMessage(folder + " holds several function apps. Name the folder of one: photos, videos");
        }

        @Test
        void a_start_without_a_name_runs_it_from_any_folder_in_it() {
            assertThat(finder().around(photos)).contains(photos);
            assertThat(finder().around(photos.resolve("src/main"))).contains(photos);
            assertThat(finder().around(folder)).isEmpty();
            assertThat(finder().below(folder)).containsExactly(photos);
        }

        @Test
        void a_start_outside_of_its_repository_does_not() throws IOException {
            Path other = Files.createDirectories(photos.resolve("other"));
            Files.createDirectories(other.resolve(".git"));

            assertThat(finder().around(other)).isEmpty();
        }

        @Test
        void a_library_beside_it_is_no_app() throws IOException {
            write(folder.resolve("library/pom.xml"), "<project><artifactId>library</artifactId></project>");

            assertThat(finder().below(folder)).containsExactly(photos);
        }
    }

    @Nested
    class Given_a_project_of_several_modules {
        @Test
        void naming_it_runs_the_module_with_the_functions() throws IOException {
            Path app = folder.resolve("services/http");
            write(
                    folder.resolve("pom.xml"),
                    "<project><packaging>pom</packaging><modules>"
                            + "<module>services</module><module>core</module></modules></project>");
            write(
                    folder.resolve("services/pom.xml"),
                    "<project><packaging>pom</packaging><modules><module>http</module></modules></project>");
            write(folder.resolve("core/pom.xml"), "<project/>");
            write(app.resolve("pom.xml"), FUNCTIONS_POM.formatted(""));

            assertThat(layout(folder).root()).isEqualTo(app);
        }

        @Test
        void one_that_depends_on_another_is_built_where_both_are_known() throws IOException {
            aggregate("<module>photos</module><module>core</module>", folder);
            write(photos.resolve("pom.xml"), dependingOn("core", ""));

            assertThat(Pom.in(photos).reactor()).isEqualTo(folder);
        }

        @Test
        void one_that_depends_on_no_other_is_built_alone() throws IOException {
            aggregate("<module>photos</module><module>core</module>", folder);
            write(photos.resolve("pom.xml"), dependingOn("gson", ""));

            assertThat(Pom.in(photos).reactor()).isEqualTo(photos);
        }

        @Test
        void one_may_lie_beside_its_parent() throws IOException {
            Path parent = folder.resolve("parent");
            aggregate("<module>../photos</module><module>../core</module>", parent);
            write(photos.resolve("pom.xml"), dependingOn("core", "<relativePath>../parent/pom.xml</relativePath>"));

            assertThat(Pom.in(photos).reactor()).isEqualTo(parent);
        }

        @Test
        void a_project_above_that_does_not_list_it_has_nothing_to_do_with_it() throws IOException {
            aggregate("<module>core</module>", folder);
            write(photos.resolve("pom.xml"), dependingOn("core", ""));

            assertThat(Pom.in(photos).reactor()).isEqualTo(photos);
        }

        private void aggregate(String modules, Path aggregator) throws IOException {
            write(
                    aggregator.resolve("pom.xml"),
                    "<project><packaging>pom</packaging><modules>" + modules + "</modules></project>");
            write(folder.resolve("core/pom.xml"), "<project><artifactId>core</artifactId></project>");
        }

        private static String dependingOn(String artifact, String parent) {
            return "<project><parent>" + parent + "</parent><artifactId>photos</artifactId><dependencies><dependency>"
                    + "<artifactId>" + artifact + "</artifactId></dependency></dependencies></project>";
        }
    }

    @Nested
    class Given_host_json_somewhere_else {
        private ConfigurationFiles places(String configuration) throws IOException {
            write(photos.resolve("pom.xml"), FUNCTIONS_POM.formatted(configuration));
            return layout(photos).configuration();
        }

        @ParameterizedTest
        @ValueSource(strings = {"src/main/resources", "src/main/azure"})
        void it_is_found_among_the_sources(String sources) throws IOException {
            write(photos.resolve(sources).resolve("host.json"), "{}");
            write(photos.resolve(sources).resolve("local.settings.json"), "{}");

            assertThat(places("").hostJson()).isEqualTo(photos.resolve(sources).resolve("host.json"));
            assertThat(places("").localSettingsJson())
                    .isEqualTo(photos.resolve(sources).resolve("local.settings.json"));
        }

        @Test
        void such_a_project_is_an_app_from_any_of_its_folders() throws IOException {
            write(photos.resolve("pom.xml"), "<project/>");
            write(photos.resolve("src/main/resources/host.json"), "{}");

            assertThat(finder().around(photos)).contains(photos);
            assertThat(finder().around(photos.resolve("src/main/resources"))).contains(photos);
        }

        @ParameterizedTest
        @CsvSource({
            "azure/h.json, azure/h.json",
            "${project.basedir}/azure/h.json, azure/h.json",
            "gone.json, host.json"
        })
        void the_plugin_may_name_it(String value, String file) throws IOException {
            write(photos.resolve("host.json"), "{}");
            write(photos.resolve("azure/h.json"), "{}");

            assertThat(places("<hostJson>" + value + "</hostJson>").hostJson()).isEqualTo(photos.resolve(file));
        }

        @Test
        void the_plugin_may_name_the_local_settings_by_a_property_of_a_parent() throws IOException {
            write(
                    folder.resolve("pom.xml"),
                    "<project><properties><settings>dev.json</settings></properties></project>");
            write(photos.resolve("dev.json"), "{}");
            write(
                    photos.resolve("pom.xml"),
                    FUNCTIONS_POM
                            .formatted("<localSettingsJson>${settings}</localSettingsJson>")
                            .replace("<artifactId>photos", "<parent></parent><artifactId>photos"));

            assertThat(layout(photos).configuration().localSettingsJson()).isEqualTo(photos.resolve("dev.json"));
        }
    }

    @Nested
    class Given_a_project_that_runs_as_its_build_stages_it {
        private static final String QUARKUS = "<project><dependencies><dependency>"
                + "<artifactId>quarkus-azure-functions-http</artifactId></dependency></dependencies></project>";

        @Test
        void Gradle_is_told_by_its_file_and_the_task_to_run_is_named() throws IOException {
            write(photos.resolve("build.gradle"), "plugins { id 'com.microsoft.azure.azurefunctions' }");
            write(photos.resolve("gradlew"), "");

            assertThatExceptionOfType(InvalidAppException.class)
                    .isThrownBy(() -> layout(photos.resolve("build.gradle")).find(notes::add))
                    .withMessage(
                            photos + " is a Gradle project, which runs as its build stages it, but nothing is staged"
                                    + " yet. Run './gradlew azureFunctionsPackage' there.");
        }

        @Test
        void a_wrapper_above_a_part_of_a_Gradle_build_is_named() throws IOException {
            write(photos.resolve("build.gradle"), "plugins { id 'com.microsoft.azure.azurefunctions' }");
            write(folder.resolve("gradlew"), "");

            assertThatExceptionOfType(InvalidAppException.class)
                    .isThrownBy(() -> layout(photos).find(notes::add))
                    .withMessageEndingWith("Run '../gradlew azureFunctionsPackage' there.");
        }

        @Test
        void the_staged_app_of_Gradle_is_run_and_named() throws IOException {
            write(photos.resolve("build.gradle.kts"), "");
            Path staged = staged(photos.resolve("build/azure-functions/photos"));

            DiscoveredFunctions found = layout(photos).find(notes::add);

            assertThat(found.layout().root()).isEqualTo(staged);
            assertThat(found.functions()).hasSize(1);
            assertThat(notes)
                    .containsExactly("photos is a Gradle project; running the staged app "
                            + Path.of("build/azure-functions/photos") + ".");
        }

        @Test
        void Quarkus_with_Maven_is_not_run_from_its_classes() throws IOException {
            write(photos.resolve("pom.xml"), QUARKUS);

            assertThatExceptionOfType(InvalidAppException.class)
                    .isThrownBy(() -> layout(photos).find(notes::add))
                    .withMessageContaining("is a Quarkus project")
                    .withMessageContaining("Run 'mvn package' there.");
        }

        @Test
        void sources_that_are_newer_than_the_staged_app_are_noted() throws IOException {
            write(photos.resolve("pom.xml"), QUARKUS);
            staged(photos.resolve("target/azure-functions/photos"));
            write(photos.resolve("src/main/java/A.java"), "");
            Path source = photos.resolve("src/main/java/A.java");
            Files.setLastModifiedTime(
                    source,
                    java.nio.file.attribute.FileTime.from(
                            Files.getLastModifiedTime(source).toInstant().plusSeconds(3600)));

            layout(photos).find(notes::add);

            assertThat(notes)
                    .last()
                    .isEqualTo("src/main is newer than the staged app. Run 'mvn package' in photos to update it.");
        }
    }

    @Nested
    class Given_a_staged_app {
        @ParameterizedTest
        @ValueSource(strings = {"target/azure-functions", "target/azure-functions/photos/hello"})
        void it_is_found_from_the_folders_around_it(String named) throws IOException {
            Path staged = staged(photos.resolve("target/azure-functions/photos"));
            write(staged.resolve("host.json"), "{}");

            assertThat(layout(photos.resolve(named)).find(notes::add).layout().root())
                    .isEqualTo(staged);
        }
    }

    @Nested
    class Given_anything_else {
        @Test
        void a_file_is_no_app() throws IOException {
            write(photos.resolve("notes.txt"), "");

            assertThatExceptionOfType(NoAppException.class)
                    .isThrownBy(() -> layout(photos.resolve("notes.txt")))
                    .withMessageEndingWith("is neither a folder nor a jar. Name the folder of a function app.");
        }

        @Test
        void a_host_json_alone_is_looked_at_where_no_app_is_named() throws IOException {
            write(photos.resolve("host.json"), "{}");

            assertThat(finder().around(photos)).contains(photos);
        }
    }
}
