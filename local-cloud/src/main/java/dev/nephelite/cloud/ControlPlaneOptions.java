package dev.nephelite.cloud;

import dev.nephelite.cloud.control.ControlPlane;
import dev.nephelite.cloud.control.resource.ControlledCloud;
import dev.nephelite.emulator.http.ServerAddress;
import dev.nephelite.emulator.time.Clocks;
import org.jspecify.annotations.Nullable;

/**
 * Where the control plane of a {@link LocalCloud} is served.
 *
 * @param anyPortInstead whether it is served on a free port if the one in {@code address} is not available
 * @param token what its clients have to send; null if they need none
 * @param endsProcess whether this process ends when a client stops the cloud
 */
record ControlPlaneOptions(
        ServerAddress address,
        boolean anyPortInstead,
        @Nullable String token,
        boolean endsProcess) {
    /**
     * Opens the port.
     *
     * @throws PortUnavailableException if it is not available, and no other one will do
     * @throws AddressUnavailableException if this machine does not have the address
     */
    ControlPlane open(ControlledCloud cloud, Clocks clocks) {
        BindAddresses.require(CloudService.CONTROL, address.host());
        try {
            return BindAddresses.listen(
                    CloudService.CONTROL, address.port(), () -> new ControlPlane(address, token, cloud, clocks));
        } catch (PortUnavailableException unavailable) {
            if (!anyPortInstead) {
                throw unavailable;
            }
            return new ControlPlane(address.withAnyPort(), token, cloud, clocks);
        }
    }
}
