package dev.nephelite.maven;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Starts storage and, if the project is a function app, its functions, and returns when everything is ready. By default, all
 * ports are free ones and data is kept in memory. The addresses are in properties of the project, such as {@code
 * nephelite.connectionString} and {@code nephelite.blob.port}, and in {@code target/nephelite/endpoints.properties}.
 *
 * <p>Everything ends with goal {@code stop}, or else with the build, even if that is killed.
 */
@Mojo(
        name = "start",
        defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST,
        requiresDependencyResolution = ResolutionScope.RUNTIME,
        threadSafe = true)
public final class StartMojo extends ProgramMojo {
    /** Does nothing, because there are no tests to run. */
    @Parameter(property = "skipITs", defaultValue = "false")
    private boolean skipITs;

    /** Does nothing, because there are no tests to run. */
    @Parameter(property = "skipTests", defaultValue = "false")
    private boolean skipTests;

    /** Does nothing, because there are no tests to run. */
    @Parameter(property = "maven.test.skip", defaultValue = "false")
    private boolean skipTestsAndTheirCompilation;

    /** The number of seconds after which the build fails if Nephelite is not ready. */
    @Parameter(property = "nephelite.startTimeout", defaultValue = "120")
    private int startTimeout;

    @Override
    public void execute() throws MojoExecutionException {
        if (isSkipped() || skipITs || skipTests || skipTestsAndTheirCompilation) {
            getLog().info("Nephelite is not started, because tests are skipped.");
            return;
        }
        if (ProgramProcess.isIn(getPluginContext())) {
            throw new MojoExecutionException("Nephelite already runs in this project. Add an execution of goal stop"
                    + " before this one, or remove one of the two executions of goal start.");
        }
        Path endpoints = outputFolder().resolve("endpoints.json");
        Path log = outputFolder().resolve("nephelite.log");
        try {
            Files.createDirectories(outputFolder());
            if (Files.exists(endpoints)) {
                ProgramProcess.endLeftOver(Endpoints.processId(endpoints));
            }
            ProgramProcess process =
                    ProgramProcess.start(program(arguments(endpoints)).redirectError(log.toFile()));
            if (!process.awaitReady()) {
                throw new MojoExecutionException("Nephelite did not start (exit code " + process.await() + "):\n"
                        + Files.readString(log) + "Correct this, or skip it with -Dnephelite.skip.");
            }
            process.keepIn(getPluginContext());
            publish(Endpoints.properties(endpoints));
        } catch (IOException | InterruptedException failed) {
            throw new MojoExecutionException("Nephelite cannot be started in " + outputFolder() + ".", failed);
        }
    }

    private List<String> arguments(Path endpoints) throws MojoExecutionException {
        List<String> arguments = new ArrayList<>();
        arguments.add("start");
        arguments.addAll(appArguments());
        // The build has compiled the app, and will not do so again while tests run.
        arguments.addAll(List.of("--no-build", "--no-reload", "--exit-with-parent"));
        add(arguments, "--endpoints-file", endpoints);
        add(arguments, "--timeout", startTimeout);
        add(arguments, "--port", functionPort() == null ? 0 : functionPort());
        if (!hasLocation()) {
            arguments.add("--in-memory");
        }
        arguments.addAll(storageArguments(0));
        return arguments;
    }

    private void publish(Properties endpoints) throws IOException {
        project().getProperties().putAll(endpoints);
        try (Writer file = Files.newBufferedWriter(outputFolder().resolve("endpoints.properties"))) {
            endpoints.store(file, null);
        }
        endpoints.stringPropertyNames().stream()
                .filter(name -> name.endsWith(".endpoint"))
                .sorted()
                .forEach(name -> getLog().info(name + " = " + endpoints.getProperty(name)));
    }
}
