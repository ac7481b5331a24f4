package dev.nephelite.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** The parameters that all goals that start Nephelite have: which app runs, its ports, and its data. */
abstract class ProgramMojo extends AbstractMojo {
    private static final String AZURE_PLUGIN = "com.microsoft.azure:azure-functions-maven-plugin";
    private static final String HOST_JSON = "host.json";

    /** Folders in which a project may have its {@value #HOST_JSON}. */
    private static final List<String> CONFIGURATION_FOLDERS = List.of("", "src/main/azure", "src/main/resources");

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${plugin.artifacts}", readonly = true, required = true)
    private List<Artifact> libraries;

    /** Does nothing. */
    @Parameter(property = "nephelite.skip", defaultValue = "false")
    private boolean skip;

    /** The function app to run: a folder or a jar. Default: this project if it is a function app, otherwise none. */
    @Parameter(property = "nephelite.app")
    private @Nullable File app;

    /** Runs no function app, even if this project is one. */
    @Parameter(property = "nephelite.storageOnly", defaultValue = "false")
    private boolean storageOnly;

    /** The port of the Blob service. 0 picks a free port. */
    @Parameter(property = "nephelite.blobPort")
    private @Nullable Integer blobPort;

    /** The port of the Queue service. 0 picks a free port. */
    @Parameter(property = "nephelite.queuePort")
    private @Nullable Integer queuePort;

    /** The port of the function host. 0 picks a free port. */
    @Parameter(property = "nephelite.functionPort")
    private @Nullable Integer functionPort;

    /** The port of the control plane. 0 picks a free port. */
    @Parameter(property = "nephelite.controlPort")
    private @Nullable Integer controlPort;

    /** The data folder. Default: data is kept in memory; goal {@code run}: {@code .nephelite} in the project. */
    @Parameter(property = "nephelite.location")
    private @Nullable File location;

    /** A file or a folder with test data, which is created before the app starts. */
    @Parameter(property = "nephelite.seed")
    private @Nullable File seed;

    /** More options of the command that is run, such as {@code --blob-versioning}. */
    @Parameter(property = "nephelite.options")
    private List<String> options = List.of();

    /** Environment variables of the function app. They override its {@code local.settings.json}. */
    @Parameter
    private Map<String, String> environmentVariables = Map.of();

    MavenProject project() {
        return project;
    }

    /** Whether nothing is to be done. */
    boolean isSkipped() {
        return skip;
    }

    @Nullable
    Integer functionPort() {
        return functionPort;
    }

    /** The folder for files of this plugin. */
    Path outputFolder() {
        return Path.of(project.getBuild().getDirectory(), "nephelite");
    }

    /**
     * Prepares a process that runs a command of Nephelite in the folder of the project.
     *
     * @param arguments the command and its arguments
     */
    ProcessBuilder program(List<String> arguments) {
        List<Path> classPath =
                libraries.stream().map(library -> library.getFile().toPath()).toList();
        ProcessBuilder builder =
                new ProcessBuilder(ProgramCommand.of(classPath, arguments)).directory(project.getBasedir());
        builder.environment().putAll(environmentVariables);
        return builder;
    }

    /** Runs a command of Nephelite with the streams of this build, and returns its exit code. */
    int run(List<String> arguments) throws MojoExecutionException {
        try {
            return ProgramProcess.start(program(arguments).inheritIO()).await();
        } catch (IOException | InterruptedException failed) {
            throw new MojoExecutionException("Nephelite cannot be run.", failed);
        }
    }

    /** The function app, as arguments. Writes the class path of this project to where Nephelite reads it. */
    List<String> appArguments() throws MojoExecutionException {
        if (storageOnly) {
            return List.of("--storage-only");
        }
        if (app != null) {
            return List.of(app.toString());
        }
        if (!isFunctionApp()) {
            return List.of("--storage-only");
        }
        writeDependencies();
        return List.of(project.getBasedir().toString());
    }

    private boolean isFunctionApp() {
        return project.getPlugin(AZURE_PLUGIN) != null
                || CONFIGURATION_FOLDERS.stream()
                        .map(folder ->
                                project.getBasedir().toPath().resolve(folder).resolve(HOST_JSON))
                        .anyMatch(Files::isRegularFile);
    }

    /** Writes the class path that this build has resolved, so that Nephelite does not ask Maven for it. */
    private void writeDependencies() throws MojoExecutionException {
        Path file = outputFolder().resolve("dependencies");
        try {
            String classes = project.getBuild().getOutputDirectory();
            List<String> dependencies = project.getRuntimeClasspathElements().stream()
                    .filter(entry -> !entry.equals(classes))
                    .toList();
            Files.createDirectories(outputFolder());
            Files.writeString(file, String.join(File.pathSeparator, dependencies));
        } catch (IOException unwritable) {
            throw new MojoExecutionException(
                    "The class path of the project cannot be written to " + file + ". Make its folder writable.",
                    unwritable);
        } catch (DependencyResolutionRequiredException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Ports, data and further options, as arguments.
     *
     * @param defaultPort of every service whose port is not configured; null for the command's own default
     */
    List<String> storageArguments(@Nullable Integer defaultPort) {
        List<String> arguments = new ArrayList<>();
        add(arguments, "--blob-port", blobPort == null ? defaultPort : blobPort);
        add(arguments, "--queue-port", queuePort == null ? defaultPort : queuePort);
        add(arguments, "--control-port", controlPort == null ? defaultPort : controlPort);
        add(arguments, "--location", location);
        add(arguments, "--seed", seed);
        return Stream.concat(arguments.stream(), options.stream()).toList();
    }

    /** Whether the data is in a folder. */
    boolean hasLocation() {
        return location != null;
    }

    static void add(List<String> arguments, String option, @Nullable Object value) {
        if (value != null) {
            arguments.addAll(List.of(option, value.toString()));
        }
    }
}
