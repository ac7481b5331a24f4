package dev.nephelite.cloud;

import dev.nephelite.emulator.http.ServerAddress;

/** A service of a {@link LocalCloud} that listens on a port. */
public enum CloudService {
    BLOB("Blob service"),
    QUEUE("Queue service"),
    FUNCTIONS("function host"),
    CONTROL("control plane"),
    DEBUGGER("debugger");

    private final String text;

    CloudService(String text) {
        this.text = text;
    }

    /**
     * Checks that this service could listen on an address of this machine now.
     *
     * @param port 0 for any free port
     * @throws AddressUnavailableException if this machine does not have the address
     * @throws PortUnavailableException if the port cannot be opened
     */
    public void requireAvailable(String address, int port) {
        BindAddresses.require(this, address);
        BindAddresses.requireFree(this, ServerAddress.plain(BindAddresses.of(address), port));
    }

    /** The name in messages, such as {@code Blob service}. */
    public String text() {
        return text;
    }
}
