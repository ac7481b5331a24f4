package dev.nephelite.cloud;

/** A service cannot listen on an address, because this machine does not have it. */
public final class AddressUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final CloudService service;
    private final String address;

    AddressUnavailableException(CloudService service, String address) {
        super(address + " is not an address of this machine, so the " + service.text()
                + " cannot listen on it. Choose one that is, such as 127.0.0.1, or 0.0.0.0 for all of them.");
        this.service = service;
        this.address = address;
    }

    /** The service that was to listen on the address. */
    public CloudService service() {
        return service;
    }

    /** The address or host name as it was given. */
    public String address() {
        return address;
    }
}
