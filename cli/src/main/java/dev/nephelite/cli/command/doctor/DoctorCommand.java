package dev.nephelite.cli.command.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.cli.command.config.EffectiveSettings;
import dev.nephelite.cli.command.doctor.Finding.Level;
import dev.nephelite.cli.config.ConfigFile;
import dev.nephelite.cli.config.Configuration.Target;
import dev.nephelite.cli.config.InvalidConfigException;
import dev.nephelite.cli.options.OutputOptions;
import dev.nephelite.cli.options.StartSettingsOptions;
import dev.nephelite.cli.output.FailureText;
import dev.nephelite.cli.output.PrintableText;
import dev.nephelite.function.app.config.InvalidAppException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code nephelite doctor}: checks what could keep a start from working here. */
@Command(
        name = "doctor",
        description =
                "Check what could keep a start from working here, and say what to do. The exit code is 1 if there is a"
                        + " fault.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
public final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private StartSettingsOptions start;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        List<Finding> findings = new ArrayList<>();
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        MachineChecks machine = new MachineChecks(System.getenv(), temporary);
        findings.add(machine.java());
        machine.classArchive().ifPresent(findings::add);
        findings.add(machine.localhost());
        findings.add(machine.proxies());
        findings.add(machine.space("Temporary files", temporary));
        findings.add(machine.leftovers());
        addChecksOfStart(machine, temporary, findings);
        print(findings);
        return findings.stream().anyMatch(finding -> finding.level() == Level.FAULT) ? 1 : 0;
    }

    /** Checks what a start would use. Without its settings, that is not known. */
    private void addChecksOfStart(MachineChecks machine, Path temporary, List<Finding> findings) throws Exception {
        EffectiveSettings settings;
        try {
            settings = EffectiveSettings.of(
                    spec.root(),
                    Target.START,
                    ConfigFile.find(start.configFile(), start.app(), System.getenv()),
                    start.app());
        } catch (InvalidConfigException | InvalidAppException invalid) {
            findings.add(Finding.fault("Settings", FailureText.of(invalid)));
            return;
        }
        findings.add(machine.space("Data", Path.of(settings.value("location"))));
        findings.addAll(new ServiceChecks(settings, temporary).run());
        @Nullable Path folder = settings.app();
        if (folder == null) {
            findings.add(Finding.ok("App", "none here, so a start runs storage only"));
            return;
        }
        Set<Integer> ownPorts = Stream.of("blob-port", "queue-port")
                .map(name -> Integer.valueOf(settings.value(name)))
                .collect(Collectors.toSet());
        PrintWriter progress = output.quiet()
                ? new PrintWriter(PrintWriter.nullWriter())
                : spec.commandLine().getErr();
        boolean compile = !Boolean.parseBoolean(settings.value("no-build"));
        findings.addAll(new AppChecks(folder, System.getenv(), compile, ownPorts, progress).run());
    }

    private void print(List<Finding> findings) {
        PrintWriter out = spec.commandLine().getOut();
        if (output.json()) {
            out.println(PrintableText.of(json(findings)));
        } else {
            findings.forEach(finding -> out.println(
                    PrintableText.of("%-8s %s: %s".formatted(finding.level(), finding.check(), finding.message()))));
        }
        out.flush();
    }

    private static String json(List<Finding> findings) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("ok", findings.stream().noneMatch(finding -> finding.level() == Level.FAULT));
        ArrayNode checks = object.putArray("checks");
        findings.forEach(finding -> checks.addObject()
                .put("check", finding.check())
                .put("level", finding.level().toString())
                .put("message", finding.message()));
        return object.toString();
    }
}
