package dev.nephelite.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.cli.output.RepeatingTest;
import dev.nephelite.function.run.RunRecord;
import dev.nephelite.function.run.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TestCommandTest {
    @TempDir
    private Path project;

    private ParcelCloud parcels;

    @BeforeEach
    void start() throws IOException {
        parcels = new ParcelCloud();
        Files.writeString(project.resolve("pom.xml"), "<artifactId>nephelite-junit</artifactId>");
    }

    @AfterEach
    void stop() {
        parcels.close();
    }

    private int write(RunSummary run, String... more) {
        String[] all = new String[more.length + 3];
        all[0] = "test";
        all[1] = run.shortId();
        all[2] = "--out=" + project;
        System.arraycopy(more, 0, all, 3, more.length);
        return parcels.nephelite(all);
    }

    @Test
    void a_test_and_its_record_are_written_to_the_project() throws Exception {
        RunSummary run = parcels.pack("Ada", "a book");

        assertThat(write(run)).isZero();

        String name = "PackRun" + run.shortId() + "Test";
        Path source = project.resolve("src/test/java/dev/nephelite/cli/command/" + name + ".java");
        Path record = project.resolve("src/test/resources/dev/nephelite/cli/command/" + name + ".json");
        assertThat(parcels.out().lines()).containsExactly(source.toString(), record.toString());
        assertThat(parcels.err()).isEmpty();
        assertThat(source)
                .content()
                .startsWith("package dev.nephelite.cli.command;\n")
                .contains(
                        "@NepheliteTest(functions = ParcelFunctions.class)\nclass " + name + " {",
                        "cloud.repeat(getClass().getResource(\"" + name + ".json\"));",
                        "assertEquals(\"To Ada\\na book\", run.output(\"$return\").text());");
        RunRecord recorded = RunRecord.parse(Files.readString(record));
        assertThat(recorded.summary().id()).isEqualTo(run.id());
        assertThat(recorded.details().log()).isEmpty();
    }

    @Test
    void the_test_of_a_run_that_has_failed_waits_for_the_correction() throws Exception {
        RunSummary run = parcels.pack("Ada", "");

        assertThat(write(run, "--package=com.example", "-o", "json")).isZero();

        assertThat(new JsonMapper().readTree(parcels.out()).path("files")).hasSize(2);
        assertThat(project.resolve("src/test/java/com/example/PackRun" + run.shortId() + "Test.java"))
                .content()
                .contains(
                        "import dev.nephelite.cli.command.ParcelFunctions;\n",
                        "has failed: IllegalArgumentException: There is nothing to pack. */",
                        "assertTrue(run.hasSucceeded(), run.failure());\n    }")
                .doesNotContain("assertEquals");
    }

    @Test
    void the_test_in_the_sample_is_what_the_command_writes() throws Exception {
        Path tests = Path.of("../samples/junit/src/test");
        String name = "com/example/orders/WriteReceiptRun7f8c77e5Test";
        String record = Files.readString(tests.resolve("resources/" + name + ".json"));

        RepeatingTest test = new RepeatingTest(
                RunRecord.parse(record), "com.example.orders.OrderFunctions.writeReceipt", "com.example.orders");

        assertThat(tests.resolve("java/" + name + ".java")).content().isEqualTo(test.source());
        assertThat(RunRecord.parse(test.resource())).isEqualTo(RunRecord.parse(record));
    }

    @Test
    void a_file_that_exists_is_not_replaced() throws Exception {
        RunSummary run = parcels.pack("Ada", "a book");
        assertThat(write(run)).isZero();

        assertThat(write(run)).isEqualTo(1);

        assertThat(parcels.err()).contains("Test.java exists already and is not replaced.");
    }

    @Test
    void what_could_not_work_is_refused() throws Exception {
        RunSummary run = parcels.pack("Ada", "x".repeat(70_000));

        assertThat(write(run)).isEqualTo(1);
        assertThat(parcels.err()).contains("its record does not have all of 'content'");
        assertThat(write(run, "--package=com-example")).isEqualTo(2);
        assertThat(parcels.err()).contains("'com-example' is not a package such as com.example.shop.");
        assertThat(write(run, "--out=" + project.resolve("lost"))).isEqualTo(2);
        assertThat(parcels.err()).contains("Name the folder of the project.");
        assertThat(parcels.nephelite("test", "pack")).isEqualTo(2);
        assertThat(project.resolve("src")).doesNotExist();
    }

    @Test
    void what_the_test_needs_or_lacks_is_noted() throws Exception {
        Files.delete(project.resolve("pom.xml"));

        assertThat(write(parcels.pack("Ada?code=c2VjcmV0", "a book"))).isZero();

        assertThat(parcels.err()).contains("instead of secrets", "needs the dependency dev.nephelite:nephelite-junit");
    }
}
