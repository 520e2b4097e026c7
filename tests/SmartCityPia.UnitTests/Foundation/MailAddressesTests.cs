using SmartCityPia.Domain.Foundation;
using Xunit;

namespace SmartCityPia.UnitTests.Foundation;

public sealed class MailAddressesTests
{
    [Theory]
    [InlineData("s.o'brien@dublincity.ie", true)]
    [InlineData("josé.peña@ayuntamiento.es", true)]
    [InlineData("poststelle@bücher-stadt.example", true)]
    [InlineData("\"a b\"@city.example", true)]
    [InlineData("\"a\\\"b\"@city.example", true)]
    [InlineData("\"a\\\\b\"@city.example", true)]
    [InlineData("\"a\\\\\"b\"@city.example", false)]
    [InlineData("\"a\"b\"@city.example", false)]
    [InlineData("\"a\\\"@city.example", false)]
    [InlineData("a b@city.example", false)]
    [InlineData("a..b@city.example", false)]
    [InlineData("a\u3164@city.example", false)]
    [InlineData("a\u2800@city.example", false)]
    [InlineData("a\u200D@city.example", false)]
    [InlineData("a@", false)]
    public void IsValid_FollowsTheStandard(string address, bool expected) => Assert.Equal(expected, MailAddresses.IsValid(address));
}
