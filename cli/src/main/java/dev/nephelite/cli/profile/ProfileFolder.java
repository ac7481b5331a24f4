package dev.nephelite.cli.profile;

import dev.nephelite.cli.profile.FunctionProfile.Measure;
import dev.nephelite.cli.profile.FunctionProfile.Stacks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import one.convert.Arguments;
import one.convert.FlameGraph;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The folder beside a recording with a flame graph and a file of collapsed stacks for each function and measure. A folder
 * is ours if its {@code summary.txt} is.
 */
record ProfileFolder(Path path) {
    private static final String SUMMARY = "summary.txt";
    private static final Pattern OUR_FILES = Pattern.compile(".+\\.(cpu|alloc|wall)\\.(html|collapsed)");

    /** The reference to its project that the library writes; a page of ours contains none. */
    private static final Pattern LINK = Pattern.compile("<a href='https?:[^>]*>([^<]*)</a>");

    /** The folder for {@code recording}: {@code run-functions} for {@code run.jfr}. */
    static ProfileFolder of(Path recording) {
        String name = Objects.requireNonNull(recording.getFileName(), "a file has a name")
                .toString();
        String stem = name.endsWith(".jfr") ? name.substring(0, name.length() - ".jfr".length()) : name;
        return new ProfileFolder(recording.resolveSibling(stem + "-functions"));
    }

    /** Refuses a folder with files that no earlier run has written. */
    void requireReplaceable(CommandSpec command) throws IOException {
        if (Files.exists(path) && !isEmpty() && !isOurs()) {
            throw new ParameterException(
                    command.commandLine(),
                    "--profile: The flame graphs would be written to " + path
                            + ", which is not from an earlier profile. Name another file, or delete " + path + ".");
        }
    }

    private boolean isEmpty() throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> content = Files.list(path)) {
            return content.findAny().isEmpty();
        }
    }

    private boolean isOurs() throws IOException {
        Path summary = path.resolve(SUMMARY);
        return Files.isRegularFile(summary)
                && Files.readString(summary, StandardCharsets.ISO_8859_1).startsWith(ProfileSummary.TITLE);
    }

    /** Replaces the files of an earlier run. */
    void write(List<FunctionProfile> profiles) throws IOException {
        Files.createDirectories(path);
        deleteEarlier();
        Files.write(path.resolve(SUMMARY), ProfileSummary.lines(profiles));
        for (FunctionProfile profile : profiles) {
            for (Measure measure : Measure.values()) {
                Stacks stacks = profile.stacks(measure);
                if (stacks.total() > 0) {
                    write(profile.function(), measure, stacks);
                }
            }
        }
    }

    private void deleteEarlier() throws IOException {
        try (Stream<Path> content = Files.list(path)) {
            for (Path file : (Iterable<Path>) content::iterator) {
                if (OUR_FILES.matcher(String.valueOf(file.getFileName())).matches()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void write(String function, Measure measure, Stacks stacks) throws IOException {
        List<String> collapsed = stacks.collapsed();
        String file = function + "." + measure.suffix();
        Files.write(path.resolve(file + ".collapsed"), collapsed);
        Files.writeString(path.resolve(file + ".html"), page(function + ": " + measure.unit(), collapsed));
    }

    private static String page(String title, List<String> collapsed) throws IOException {
        Arguments arguments = new Arguments();
        arguments.title = title;
        FlameGraph graph = new FlameGraph(arguments);
        graph.parseCollapsed(new StringReader(String.join("\n", collapsed)));
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        graph.dump(new PrintStream(page, true, StandardCharsets.UTF_8));
        return LINK.matcher(page.toString(StandardCharsets.UTF_8)).replaceAll("$1");
    }
}
