package dev.nephelite.maven;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecutionException;

/** The options of Nephelite for a debugger agent that is configured as for {@code azure-functions:run}. */
final class DebuggerArguments {
    /** The default of {@code azure-functions:run}. */
    static final String DEFAULT = "transport=dt_socket,server=y,suspend=n,address=5005";

    private DebuggerArguments() {}

    /**
     * Returns the options.
     *
     * @param agent the options of the agent, of which {@code address} and {@code suspend} count
     * @throws MojoExecutionException if there is no port in them
     */
    static List<String> of(String agent) throws MojoExecutionException {
        Map<String, String> options = Arrays.stream(agent.split(",", -1))
                .map(option -> option.split("=", 2))
                .filter(option -> option.length == 2)
                .collect(Collectors.toMap(option -> option[0].strip(), option -> option[1].strip(), (a, b) -> b));
        String address = options.getOrDefault("address", "");
        String port = address.substring(address.lastIndexOf(':') + 1);
        if (!port.matches("\\d{1,5}")) {
            throw new MojoExecutionException(
                    "localDebugConfig: There is no port in '" + agent + "'. Write it like '" + DEFAULT + "'.");
        }
        boolean suspends = options.getOrDefault("suspend", "y").equals("y");
        return Stream.concat(Stream.of("--debug=" + port), suspends ? Stream.of("--suspend") : Stream.of())
                .toList();
    }
}
