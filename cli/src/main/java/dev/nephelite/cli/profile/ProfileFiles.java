package dev.nephelite.cli.profile;

import dev.nephelite.cli.output.OutputFile;
import dev.nephelite.cli.profile.FunctionProfile.Measure;
import dev.nephelite.cli.profile.FunctionProfile.Stacks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The files of a profile: a recording, and beside it a folder with what is made from it. Functions may run in several
 * processes, each with a recording of its own; those of all but the first process are in the folder as well. A folder is
 * ours if its {@code summary.txt} is.
 *
 * @param recording such as {@code run.jfr}
 * @param folder such as {@code run-functions}
 */
public record ProfileFiles(Path recording, Path folder) {
    private static final String SUFFIX = ".jfr";
    private static final byte[] FIRST_BYTES = {'F', 'L', 'R', 0};
    private static final String SUMMARY = "summary.txt";
    private static final String UNFINISHED = "The recording has not ended.";

    private static final Pattern PROCESS = Pattern.compile("process-(\\d{1,9})\\.jfr");
    private static final Pattern OUR_FILES =
            Pattern.compile(".+\\.(cpu|alloc|wall)\\.(html|collapsed)|.+\\.diff\\.html|" + PROCESS.pattern());

    /** The files for the recording that the user names. */
    public static ProfileFiles of(Path recording) {
        String name = Objects.requireNonNull(recording.getFileName(), "a file has a name")
                .toString();
        String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        return new ProfileFiles(recording, recording.resolveSibling(stem + "-functions"));
    }

    /**
     * Refuses a recording that cannot be written, and files that no earlier profile has written.
     *
     * @param option the option that names the recording
     */
    public void requireReplaceable(CommandSpec command, String option) throws IOException {
        new OutputFile(command, option, recording)
                .requireReplaceable("a recording of Java Flight Recorder", FIRST_BYTES);
        if (Files.exists(folder) && !isEmpty() && !isOurs()) {
            throw new ParameterException(
                    command.commandLine(),
                    option + ": The flame graphs would be written to " + folder
                            + ", which is not from an earlier profile. Name another file, or delete " + folder + ".");
        }
    }

    private boolean isEmpty() throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> content = Files.list(folder)) {
            return content.findAny().isEmpty();
        }
    }

    private boolean isOurs() throws IOException {
        Path summary = folder.resolve(SUMMARY);
        return Files.isRegularFile(summary)
                && Files.readString(summary, StandardCharsets.ISO_8859_1).startsWith(ProfileSummary.TITLE);
    }

    /** Makes the folder, or deletes what an earlier profile has left in it, so that recordings can be written to it. */
    public void prepare() throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve(SUMMARY), List.of(ProfileSummary.TITLE, UNFINISHED));
        try (Stream<Path> content = Files.list(folder)) {
            for (Path file : (Iterable<Path>) content::iterator) {
                if (OUR_FILES.matcher(String.valueOf(file.getFileName())).matches()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Stores the recordings in a zip file, which a running program has sent, in the folder. */
    public void unpack(InputStream recordings) throws IOException {
        ZipInputStream zip = new ZipInputStream(recordings);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (PROCESS.matcher(entry.getName()).matches()) {
                Files.copy(zip, folder.resolve(entry.getName()));
            }
        }
    }

    /**
     * Makes the profiles when the recordings are in the folder: moves the first one to its place, and writes the summary, the
     * flame graphs and the collapsed stacks of the functions.
     *
     * @param wanted whether a function is wanted, by its name
     * @return the profiles; none if none of these functions has ended
     * @throws IOException if a file cannot be written, or there is no recording
     */
    public List<FunctionProfile> complete(Predicate<String> wanted) throws IOException {
        List<Path> recorded = inFolder();
        if (recorded.isEmpty()) {
            throw new IOException("no process has written its recording");
        }
        Files.move(recorded.get(0), recording, StandardCopyOption.REPLACE_EXISTING);
        List<FunctionProfile> profiles = profiles(wanted);
        Files.write(folder.resolve(SUMMARY), ProfileSummary.lines(profiles));
        for (FunctionProfile profile : profiles) {
            for (Measure measure : Measure.values()) {
                write(profile, measure);
            }
        }
        return profiles;
    }

    /** Makes the profiles of the wanted functions from the recordings of all processes. */
    public List<FunctionProfile> profiles(Predicate<String> wanted) throws IOException {
        List<Path> recordings = new ArrayList<>(List.of(recording));
        recordings.addAll(inFolder());
        return RecordingReader.read(recordings).stream()
                .filter(profile -> wanted.test(profile.function()))
                .toList();
    }

    /** The recordings in the folder, that of the process that started first before the others. */
    private List<Path> inFolder() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> content = Files.list(folder)) {
            return content.filter(file -> PROCESS.matcher(name(file)).matches())
                    .sorted(Comparator.comparingInt(ProfileFiles::number))
                    .toList();
        }
    }

    private static int number(Path file) {
        return Integer.parseInt(PROCESS.matcher(name(file)).replaceFirst("$1"));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private void write(FunctionProfile profile, Measure measure) throws IOException {
        Stacks stacks = profile.stacks(measure);
        if (stacks.total() > 0) {
            Files.write(file(profile.function(), measure, ".collapsed"), stacks.collapsed());
            Files.writeString(
                    file(profile.function(), measure, ".html"),
                    FlameGraphPage.of(profile.function() + ": " + measure.title(), measure.unit(), stacks));
        }
    }

    /** Draws how a function differs from an earlier profile. Returns the file. */
    Path write(ProfileDifference difference) throws IOException {
        Files.createDirectories(folder);
        Path file = file(difference.function(), difference.measure(), ".diff.html");
        Files.writeString(
                file,
                FlameGraphPage.difference(
                        difference.function() + ": change of "
                                + difference.measure().title(),
                        difference.unit(),
                        difference.before(),
                        difference.after()));
        return file;
    }

    private Path file(String function, Measure measure, String suffix) {
        return folder.resolve(function + "." + measure.suffix() + suffix);
    }
}
