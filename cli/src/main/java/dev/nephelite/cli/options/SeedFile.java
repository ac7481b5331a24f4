package dev.nephelite.cli.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.nephelite.cli.config.YamlFile;
import dev.nephelite.cli.config.YamlFile.InvalidYamlException;
import dev.nephelite.cli.output.FailureText;
import dev.nephelite.cloud.seed.InvalidSeedException;
import dev.nephelite.cloud.seed.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A file or a folder with test data: JSON, YAML, or a folder of containers and queues. */
public final class SeedFile {
    private SeedFile() {}

    /** Reads the data. Refuses a file that is missing or has something else, as a mistake of the command line. */
    public static Seed read(CommandSpec command, Path fileOrFolder) {
        if (!Files.isReadable(fileOrFolder)) {
            throw new ParameterException(
                    command.commandLine(),
                    "There is no file or folder " + fileOrFolder + " with test data, or it cannot be read.");
        }
        try {
            Optional<Path> yaml = yaml(fileOrFolder);
            return yaml.isPresent() ? parse(yaml.get()) : Seed.read(fileOrFolder);
        } catch (InvalidSeedException invalid) {
            throw new ParameterException(command.commandLine(), fileOrFolder + ": " + invalid.getMessage(), invalid);
        } catch (InvalidYamlException malformed) {
            throw new ParameterException(
                    command.commandLine(), fileOrFolder + ": " + malformed.getMessage(), malformed);
        } catch (IOException unreadable) {
            throw new ParameterException(
                    command.commandLine(), fileOrFolder + ": " + FailureText.reason(unreadable), unreadable);
        }
    }

    private static Optional<Path> yaml(Path fileOrFolder) {
        if (!Files.isDirectory(fileOrFolder)) {
            return Optional.of(fileOrFolder)
                    .filter(file ->
                            file.toString().endsWith(".yml") || file.toString().endsWith(".yaml"));
        }
        return Stream.of("seed.yml", "seed.yaml")
                .map(fileOrFolder::resolve)
                .filter(Files::exists)
                .findFirst();
    }

    private static Seed parse(Path file) throws IOException {
        @Nullable Object document = YamlFile.load(file);
        Path folder = file.toAbsolutePath().getParent();
        return Seed.parse(json(document), folder == null ? Path.of("") : folder);
    }

    private static String json(@Nullable Object document) {
        try {
            return new JsonMapper().writeValueAsString(document);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
