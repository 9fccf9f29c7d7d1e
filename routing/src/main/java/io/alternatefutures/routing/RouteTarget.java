package io.alternatefutures.routing;

/** One of the targets of a route. Immutable. */
public final class RouteTarget {
  private final String url;
  private final int weight;
  private final TargetTemplate template;

  RouteTarget(String url, int weight, TargetTemplate template) {
    this.url = url;
    this.weight = weight;
    this.template = template;
  }

  /** The URL as the route's author wrote it. */
  public String url() {
    return url;
  }

  /** Its share of the requests, 0 to 1000, against the weights of the others. */
  public int weight() {
    return weight;
  }

  /** Scheme, host and port: the key of a connection pool. */
  public TargetOrigin origin() {
    return template.origin();
  }

  TargetTemplate template() {
    return template;
  }

  @Override
  public String toString() {
    return url;
  }
}
