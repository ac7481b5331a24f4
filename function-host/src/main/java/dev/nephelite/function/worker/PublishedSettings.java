package dev.nephelite.function.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Shows an app's settings to code that runs in this process, as system properties, until it is closed.
 *
 * <p>A process cannot change its own environment, so {@code System.getenv} does not see the settings of {@code
 * local.settings.json}; {@code System.getProperty} does. Two apps in one process share these properties. Only a worker
 * process of its own has neither limit.
 */
final class PublishedSettings implements AutoCloseable {
    private final List<String> published = new ArrayList<>();

    /** Publishes {@code settings}; a property that exists already was set by somebody with a reason, and stays. */
    PublishedSettings(Map<String, String> settings) {
        settings.forEach((name, value) -> {
            String existing = name.isEmpty() ? null : System.setProperty(name, value);
            if (existing != null) {
                System.setProperty(name, existing);
            } else if (!name.isEmpty()) {
                published.add(name);
            }
        });
    }

    @Override
    public void close() {
        published.forEach(System::clearProperty);
    }
}
