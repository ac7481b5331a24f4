package dev.nephelite.cli.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.cli.options.InstanceOptions;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.options.RunId;
import dev.nephelite.cli.output.FailureText;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.cli.output.RepeatingTest;
import dev.nephelite.function.FunctionList;
import dev.nephelite.function.FunctionList.HostedFunction;
import dev.nephelite.function.run.Payload;
import dev.nephelite.function.run.RunRecord;
import dev.nephelite.function.run.RunSummary.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nephelite test}: writes a JUnit test that repeats a run. */
@Command(
        name = "test",
        description =
                "Write a JUnit test that repeats a run, and the record of the run as its resource, into the project of the app.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class TestCommand implements Callable<Integer> {
    private static final Pattern PACKAGE = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*");
    private static final List<String> BUILD_FILES = List.of("pom.xml", "build.gradle", "build.gradle.kts");

    @Parameters(
            paramLabel = "RUN",
            description = "Id of a run as 'nephelite runs' lists it, or a longer beginning of it.")
    private String name;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Folder of the project. The test is written to src/test/java below it, the record to src/test/resources.",
            defaultValue = ".")
    private Path project;

    @Option(
            names = "--package",
            paramLabel = "NAME",
            description = "Package of the test. Default: the package of the function's class.")
    private @Nullable String packageName;

    @Mixin
    private InstanceOptions instance;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isDirectory(project)) {
            throw new ParameterException(
                    spec.commandLine(), "--out: there is no folder " + project + ". Name the folder of the project.");
        }
        if (packageName != null && !PACKAGE.matcher(packageName).matches()) {
            throw new ParameterException(
                    spec.commandLine(), "--package: '" + packageName + "' is not a package such as com.example.shop.");
        }
        RunRecord run = RunRecord.parse(
                instance.control("/v1/runs/" + RunId.require(name, spec)).get());
        RepeatingTest test = test(run);
        Path folder = Path.of(test.packageName().replace('.', '/'));
        Path source = project.resolve("src/test/java").resolve(folder).resolve(test.className() + ".java");
        Path resource = project.resolve("src/test/resources").resolve(folder).resolve(test.className() + ".json");
        requireAbsent(source);
        requireAbsent(resource);
        write(resource, test.resource());
        write(source, test.source());
        print(List.of(source, resource));
        notes(run);
        return 0;
    }

    private RepeatingTest test(RunRecord run) throws IOException, InterruptedException {
        if (run.summary().outcome() == Outcome.RUNNING) {
            throw new IOException("Run " + run.summary().shortId() + " has not ended. Wait for its end.");
        }
        String entryPoint = FunctionList.parse(instance.control("/v1/functions").get()).functions().stream()
                .filter(function ->
                        function.name().equalsIgnoreCase(run.summary().function()))
                .map(HostedFunction::entryPoint)
                .filter(code -> code.contains("."))
                .findFirst()
                .orElseThrow(
                        () -> new IOException(
                                "A test for '" + run.summary().function()
                                        + "' cannot be written, because the app has no such function any more, or it is not written in Java."));
        RepeatingTest test = new RepeatingTest(
                run, entryPoint, packageName == null ? RepeatingTest.packageOf(entryPoint) : packageName);
        if (run.details().omitted()) {
            throw new IOException("A test for run " + run.summary().shortId()
                    + " cannot be written: its record has no details, because very many runs succeeded at that time.");
        }
        if (!test.incompleteInputs().isEmpty()) {
            throw new IOException("A test for run " + run.summary().shortId()
                    + " cannot be written: its record does not have all of '"
                    + test.incompleteInputs().get(0)
                    + "', because that was larger than 65,536 characters or a stream.");
        }
        return test;
    }

    private static void requireAbsent(Path file) throws IOException {
        if (Files.exists(file)) {
            throw new IOException(
                    file + " exists already and is not replaced. Delete it, or choose another --package or --out.");
        }
    }

    private static void write(Path file, String text) throws IOException {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } catch (IOException unwritable) {
            throw new IOException(file + " cannot be written: " + FailureText.reason(unwritable) + ".", unwritable);
        }
    }

    private void print(List<Path> files) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            ObjectNode result = new JsonMapper().createObjectNode();
            ArrayNode names = result.putArray("files");
            files.forEach(file -> names.add(file.toString()));
            out.println(PrintableText.of(result.toString()));
        } else {
            files.forEach(file -> out.println(PrintableText.line(file.toString())));
        }
        out.flush();
    }

    private void notes(RunRecord run) throws IOException {
        if (run.details().inputs().values().stream().anyMatch(Payload::masked)) {
            output.note(spec, "The function gets '***' in the test instead of secrets, because they are not recorded.");
        }
        for (String file : BUILD_FILES) {
            Path build = project.resolve(file);
            if (Files.exists(build) && Files.readString(build).contains("nephelite-junit")) {
                return;
            }
        }
        output.note(spec, "The test needs the dependency dev.nephelite:nephelite-junit, as docs/testing.md shows.");
    }
}
