package io.alternatefutures.sandbox.protocol;

import java.util.function.IntConsumer;

/**
 * The limits of a function that its worker keeps; the runtime keeps the others. Sent with the code,
 * as u32 each in this order.
 *
 * @param cpuMillis CPU time of one request
 * @param startupMillis CPU time of loading the module
 * @param waitUntilMillis how long a request's work may go on after its response
 * @param memoryMegabytes heap and buffers of one isolate
 * @param subrequests fetches of one request
 * @param subrequestsAtOnce fetches of one isolate at once
 * @param logBytes log of one isolate in one second
 * @param timers timers of one isolate at once
 * @param requests requests in one isolate at once
 * @param queue requests that wait for an isolate
 * @param isolates isolates of the function
 */
public record IsolateLimits(
    int cpuMillis,
    int startupMillis,
    int waitUntilMillis,
    int memoryMegabytes,
    int subrequests,
    int subrequestsAtOnce,
    int logBytes,
    int timers,
    int requests,
    int queue,
    int isolates) {

  /** Reads what {@link #write} wrote. */
  public static IsolateLimits read(FrameReader in) {
    return new IsolateLimits(
        in.u31(), in.u31(), in.u31(), in.u31(), in.u31(), in.u31(), in.u31(), in.u31(), in.u31(),
        in.u31(), in.u31());
  }

  /** Hands over the fields in the order of the frame. */
  public void write(IntConsumer u32) {
    u32.accept(cpuMillis);
    u32.accept(startupMillis);
    u32.accept(waitUntilMillis);
    u32.accept(memoryMegabytes);
    u32.accept(subrequests);
    u32.accept(subrequestsAtOnce);
    u32.accept(logBytes);
    u32.accept(timers);
    u32.accept(requests);
    u32.accept(queue);
    u32.accept(isolates);
  }
}
