package dev.nephelite.cli.command.config;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nephelite.cli.config.Configuration.Target;
import dev.nephelite.cli.config.Setting;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** {@code nephelite config schema}: the JSON schema of the configuration file, for editors. */
@Command(
        name = "schema",
        description = "Print the JSON schema of nephelite.yml, with which editors check and complete the file.",
        mixinStandardHelpOptions = true)
public final class ConfigSchemaCommand implements Callable<Integer> {
    private static final String TYPE = "type";

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Configuration of Nephelite");
        ObjectNode all = settings(schema, Target.START);
        ObjectNode ofExec = all.putObject("exec");
        ofExec.put("description", "Settings of 'nephelite exec'. They override those of the same name above.");
        settings(ofExec, Target.EXEC);
        PrintWriter out = spec.commandLine().getOut();
        out.println(new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(schema));
        out.flush();
        return 0;
    }

    /** Makes {@code schema} one of an object with the settings of a command, and returns its properties. */
    private ObjectNode settings(ObjectNode schema, Target target) {
        schema.put(TYPE, "object").put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        CommandLine command = Objects.requireNonNull(
                spec.root().subcommands().get(target.name().toLowerCase(Locale.ROOT)));
        Setting.of(command.getCommandSpec())
                .forEach(setting -> describe(setting, properties.putObject(setting.name())));
        return properties;
    }

    private static void describe(Setting setting, ObjectNode schema) {
        OptionSpec option = setting.option();
        schema.put("description", String.join(" ", option.description()));
        if (setting.isList()) {
            schema.putArray(TYPE).add("array").add("string");
            schema.putObject("items").put(TYPE, "string");
        } else if (setting.isValueOptional()) {
            schema.putArray(TYPE).add(type(setting)).add("boolean");
        } else {
            schema.put(TYPE, type(setting));
        }
        if (option.completionCandidates() != null) {
            option.completionCandidates().forEach(schema.withArray("enum")::add);
        }
    }

    private static String type(Setting setting) {
        if (setting.isSwitch()) {
            return "boolean";
        }
        return setting.isNumber() ? "integer" : "string";
    }
}
