using Xunit;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(SmartCityPia.BrowserTests.LongestFirst))]

namespace SmartCityPia.BrowserTests;

/// <summary>Begins with the classes that take a minute or more: begun last, each would keep one core waiting for it.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly Type[] Longest = [typeof(EveryPageTests), typeof(EveryPageDarkTests), typeof(Journeys.KeyboardWalkTests), typeof(Journeys.VendorJourneyTests)];

    public IReadOnlyCollection<T> OrderTestCollections<T>(IReadOnlyCollection<T> testCollections) where T : ITestCollection =>
        [.. testCollections.OrderByDescending(c => Longest.Any(l => c.TestCollectionDisplayName.Contains(l.FullName!, StringComparison.Ordinal)))];
}
