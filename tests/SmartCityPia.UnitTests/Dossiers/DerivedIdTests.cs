using SmartCityPia.Domain.Foundation;
using Xunit;

namespace SmartCityPia.UnitTests.Dossiers;

public sealed class DerivedIdTests
{
    private static readonly Guid Owner = new("0199f000-0000-7000-8000-000000000001");
    private static readonly Guid Other = new("0199f000-0000-7000-8000-000000000002");

    [Fact]
    public void Of_SameOwnerAndKey_IsTheSameForEverAndAUuidOfVersion8()
    {
        // The hash was taken once with another program (sha256sum): a change of the recipe would strand stored rows.
        Assert.Equal(Guid.Parse("e47859a2-fce9-8ccc-a637-3b4e3841957a"), DerivedId.Of(Owner, "P01"));
        Assert.Equal(8, DerivedId.Of(Owner, "P01").Version);
        Assert.InRange(DerivedId.Of(Owner, "P01").Variant, 0x8, 0xB);
    }

    [Fact]
    public void Of_OtherOwnerOrKey_IsAnother()
    {
        Assert.NotEqual(DerivedId.Of(Owner, "P01"), DerivedId.Of(Owner, "P02"));
        Assert.NotEqual(DerivedId.Of(Owner, "P01"), DerivedId.Of(Other, "P01"));
    }
}
