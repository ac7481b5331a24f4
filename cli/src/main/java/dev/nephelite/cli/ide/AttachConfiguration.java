package dev.nephelite.cli.ide;

/**
 * The configuration of a debugger that attaches to the functions, as IDEs store it.
 *
 * @param port to which the debugger connects
 */
public record AttachConfiguration(int port) {
    private static final int DEFAULT_PORT = 5005;

    /** What IDEs call it. A second port is a second configuration. */
    public String name() {
        return port == DEFAULT_PORT ? "Nephelite functions" : "Nephelite functions on port " + port;
    }

    /**
     * An entry of {@code launch.json}.
     *
     * @param indent of the entry
     * @param step further indentation of its members
     * @see <a href="https://code.visualstudio.com/docs/java/java-debugging#_attach">Debugging Java in VS Code: Attach</a>
     */
    String json(String indent, String step, String lineEnd) {
        String member = indent + step;
        return String.join(
                lineEnd,
                indent + "{",
                member + "\"type\": \"java\",",
                member + "\"name\": \"" + name() + "\",",
                member + "\"request\": \"attach\",",
                member + "\"hostName\": \"localhost\",",
                member + "\"port\": " + port,
                indent + "}");
    }

    /**
     * A file of IntelliJ IDEA: a configuration of the type Remote JVM Debug.
     *
     * @see <a href="https://www.jetbrains.com/help/idea/run-debug-configuration.html#share-configurations">Run/debug
     *     configurations in files</a>
     */
    String xml() {
        return """
                <component name="ProjectRunConfigurationManager">
                  <configuration default="false" name="%1$s" type="Remote">
                    <option name="USE_SOCKET_TRANSPORT" value="true" />
                    <option name="SERVER_MODE" value="false" />
                    <option name="SHMEM_ADDRESS" />
                    <option name="HOST" value="localhost" />
                    <option name="PORT" value="%2$d" />
                    <option name="AUTO_RESTART" value="false" />
                    <RunnerSettings RunnerId="Debug">
                      <option name="DEBUG_PORT" value="%2$d" />
                      <option name="LOCAL" value="false" />
                    </RunnerSettings>
                    <method v="2" />
                  </configuration>
                </component>
                """.formatted(name(), port);
    }
}
