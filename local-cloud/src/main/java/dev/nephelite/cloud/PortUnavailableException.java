package dev.nephelite.cloud;

import java.util.Locale;

/** A service cannot listen on its port, because another program uses it, or because the system does not allow it. */
public final class PortUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final CloudService service;
    private final int port;
    private final boolean forbidden;

    PortUnavailableException(CloudService service, int port, Throwable cause) {
        this(service, port, isForbidden(cause), cause);
    }

    private PortUnavailableException(CloudService service, int port, boolean forbidden, Throwable cause) {
        super(
                String.format(
                        Locale.ROOT,
                        "Port %s for the %s %s. Choose another port; 0 picks a free one.",
                        port,
                        service.text(),
                        forbidden ? "cannot be opened: permission denied" : "is in use"),
                cause);
        this.service = service;
        this.port = port;
        this.forbidden = forbidden;
    }

    private static boolean isForbidden(Throwable cause) {
        return String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("permission denied");
    }

    /** The service that needs the port. */
    public CloudService service() {
        return service;
    }

    public int port() {
        return port;
    }

    /** Whether this process may not open the port, which is often so for ports below 1024. Otherwise it is in use. */
    public boolean isForbidden() {
        return forbidden;
    }
}
