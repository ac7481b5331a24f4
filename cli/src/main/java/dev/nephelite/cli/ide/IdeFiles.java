package dev.nephelite.cli.ide;

import dev.nephelite.cli.ide.IdeReport.Outcome;
import dev.nephelite.cli.ide.IdeReport.WrittenFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files from which the IDEs of a project take the configurations of their debuggers. What is in them stays as it is.
 *
 * @param project the folder that the IDE opens
 */
public record IdeFiles(Path project, AttachConfiguration configuration) {
    /**
     * Adds the configuration for each IDE unless it is there. A file is replaced in one step, so it is complete at any time.
     *
     * @throws IOException if a file cannot be read or written
     */
    public IdeReport write() throws IOException {
        return new IdeReport(configuration, List.of(addToLaunchJson(), createRunConfiguration()));
    }

    private WrittenFile addToLaunchJson() throws IOException {
        Path file = project.resolve(".vscode").resolve("launch.json");
        if (!Files.exists(file)) {
            replace(file, LaunchJson.containing(configuration));
            return new WrittenFile(file, Outcome.CREATED);
        }
        Optional<LaunchJson> existing = text(file).flatMap(LaunchJson::parse);
        if (existing.isEmpty()) {
            return new WrittenFile(file, Outcome.REFUSED);
        }
        if (existing.get().has(configuration)) {
            return new WrittenFile(file, Outcome.UNCHANGED);
        }
        replace(file, existing.get().with(configuration));
        return new WrittenFile(file, Outcome.ADDED);
    }

    private WrittenFile createRunConfiguration() throws IOException {
        Path file = project.resolve(".run").resolve(configuration.name() + ".run.xml");
        if (Files.exists(file)) {
            return new WrittenFile(file, Outcome.UNCHANGED);
        }
        replace(file, configuration.xml());
        return new WrittenFile(file, Outcome.CREATED);
    }

    /** The content of a file; empty if it is not in UTF-8. */
    private static Optional<String> text(Path file) throws IOException {
        try {
            return Optional.of(Files.readString(file));
        } catch (CharacterCodingException ignored) {
            // Writing it back would change characters.
            return Optional.empty();
        }
    }

    /** Writes a draft beside the file and moves it to its place. A link stays a link, and permissions stay the same. */
    private static void replace(Path file, String content) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Path target = Files.exists(file) ? file.toRealPath() : file;
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new AccessDeniedException(target.toString());
        }
        Path draft = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".draft");
        try {
            Files.writeString(draft, content, StandardOpenOption.CREATE_NEW);
            copyPermissions(target, draft);
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void copyPermissions(Path from, Path to) throws IOException {
        @Nullable PosixFileAttributeView permissions = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (permissions != null && Files.exists(from)) {
            permissions.setPermissions(Files.getPosixFilePermissions(from));
        }
    }
}
