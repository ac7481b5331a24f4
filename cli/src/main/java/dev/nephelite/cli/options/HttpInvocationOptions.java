package dev.nephelite.cli.options;

import dev.nephelite.emulator.value.PercentEncoding;
import dev.nephelite.function.FunctionList.HostedFunction;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The request that calls a function with an HTTP trigger. */
public final class HttpInvocationOptions {
    private static final List<String> ALL = List.of("--method", "--param", "--query", "--header", "--include");

    @Option(
            names = {"-X", "--method"},
            paramLabel = "METHOD",
            description = "HTTP method. Default: the only one that the function allows; otherwise POST with"
                    + " data and GET without.")
    private @Nullable String method;

    @Option(
            names = "--param",
            paramLabel = "NAME=VALUE",
            showDefaultValue = Visibility.NEVER,
            description = "Value of a route parameter.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--query",
            paramLabel = "NAME=VALUE",
            showDefaultValue = Visibility.NEVER,
            description = "Query parameter.")
    private Map<String, String> query = new LinkedHashMap<>();

    @Option(
            names = {"-H", "--header"},
            paramLabel = "NAME:VALUE",
            showDefaultValue = Visibility.NEVER,
            description = "Request header.")
    private List<String> headers = List.of();

    @Option(
            names = {"-i", "--include"},
            description = "Also print the status line and the headers of the response.")
    private boolean head;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Refuses to call a function over HTTP that has another trigger. */
    public void requireAbsent(HostedFunction function) {
        for (String option : ALL) {
            if (command.commandLine().getParseResult().hasMatchedOption(option)) {
                throw refusal(option + " is for functions with an HTTP trigger, but " + function.name() + " has a "
                        + function.triggerType() + ".");
            }
        }
    }

    /** The method of the request, given those that the function allows. */
    public String method(List<String> known, boolean withData) {
        if (method != null) {
            return method.toUpperCase(Locale.ROOT);
        }
        String usual = withData ? "POST" : "GET";
        return known.isEmpty() || known.contains(usual) ? usual : known.get(0);
    }

    /** The path of a route with its parameters filled in, and the query. */
    public String target(String route) {
        try {
            String path = new RouteAddress(route).with(parameters);
            return query.isEmpty()
                    ? path
                    : path
                            + query.entrySet().stream()
                                    .map(part -> encoded(part.getKey()) + "=" + encoded(part.getValue()))
                                    .collect(Collectors.joining("&", "?", ""));
        } catch (IllegalArgumentException refused) {
            throw refusal(String.valueOf(refused.getMessage()));
        }
    }

    /** Names and values of the headers, in their order. */
    public List<Map.Entry<String, String>> headers() {
        return headers.stream().map(this::header).toList();
    }

    /** Whether to print the status line and the headers of the response. */
    public boolean head() {
        return head;
    }

    private Map.Entry<String, String> header(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw refusal("--header needs a name and a value, such as 'Accept: text/plain', not '" + text + "'.");
        }
        return Map.entry(
                text.substring(0, colon).strip(), text.substring(colon + 1).strip());
    }

    private static String encoded(String text) {
        return PercentEncoding.encode(text);
    }

    private ParameterException refusal(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /** Fills the parameters of a route, such as {@code /api/photos/{name}/{size:int?}}, with values. */
    record RouteAddress(String route) {
        /**
         * Returns the path with these values.
         *
         * @throws IllegalArgumentException if a value is missing, or one is given that is not a parameter of the route
         */
        String with(Map<String, String> given) {
            Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            values.putAll(given);
            Set<String> unused = new HashSet<>(values.keySet());
            StringBuilder path = new StringBuilder();
            int position = 0;
            for (int open = route.indexOf('{'); open >= 0; open = route.indexOf('{', position)) {
                int close = closing(open);
                String parameter = route.substring(open + 1, close);
                String name = name(parameter);
                path.append(route, position, open).append(value(parameter, name, values.get(name)));
                unused.removeIf(name::equalsIgnoreCase);
                position = close + 1;
            }
            if (!unused.isEmpty()) {
                throw new IllegalArgumentException(
                        "The route " + route + " has no parameter '" + String.join("', '", unused) + "'.");
            }
            // What is optional and left out leaves its slash behind.
            return path.append(route.substring(position)).toString().replaceAll("(?<=.)/+$", "");
        }

        /** Braces within braces belong to a constraint. */
        private int closing(int open) {
            int depth = 0;
            for (int index = open; index < route.length(); index++) {
                char at = route.charAt(index);
                depth += at == '{' ? 1 : at == '}' ? -1 : 0;
                if (depth == 0) {
                    return index;
                }
            }
            throw new IllegalArgumentException("The route " + route + " has a brace that is not closed.");
        }

        private static String name(String parameter) {
            return parameter.replaceFirst("^\\*+", "").replaceFirst("[:=?].*$", "");
        }

        private String value(String parameter, String name, @Nullable String value) {
            if (value != null) {
                String encoded = PercentEncoding.encode(value);
                return parameter.startsWith("*") ? encoded.replace("%2F", "/") : encoded;
            }
            if (parameter.startsWith("*") || parameter.endsWith("?") || parameter.contains("=")) {
                return "";
            }
            throw new IllegalArgumentException("The route " + route + " needs a value: --param " + name + "=VALUE.");
        }
    }
}
