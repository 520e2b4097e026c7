using SmartCityPia.Domain.Foundation;
using Xunit;

namespace SmartCityPia.UnitTests.Foundation;

public sealed class NearNamesTests
{
    [Theory]
    [InlineData("Munster", "Münster", true), InlineData("Policia Local", "Polícia  local", true), InlineData("Aldermere Energy", "Aldermere-Energy", true)]
    [InlineData("Transport Authority", "Transport Autority", true), InlineData("Transport Authority", "Trasnport Authority", true), InlineData("City Parking", "City Parkings", true)]
    [InlineData("Parks & Roads", "Parks and Roads", true)]
    // The same name, not a near one.
    [InlineData("Straßenbahn", "STRASSENBAHN", false)]
    [InlineData("BVG", "BVB", false), InlineData("Line Operator 1", "Line Operator 2", false), InlineData("North Hospital", "South Hospital", false)]
    [InlineData("Police", "Polite", true), InlineData("Energy", "Energy Services", false), InlineData("—", "…", false)]
    public void AreNear_SaysWhatMayBeOne(string one, string other, bool near)
    {
        Assert.Equal(near, NearNames.AreNear(one, other));
        Assert.Equal(near, NearNames.AreNear(other, one));
    }
}
