using SmartCityPia.TestSupport;
using Xunit;

namespace SmartCityPia.WebTests;

/// <summary>One application and one database for the tests of a class: <c>IClassFixture&lt;WebApp&gt;</c>.</summary>
public sealed class WebApp : PiaApp, IAsyncLifetime
{
    public ValueTask InitializeAsync() => new(StartAsync());
}
