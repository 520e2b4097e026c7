using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Data.Mapping;

internal sealed class MergedOrganisationMapping : IEntityTypeConfiguration<MergedOrganisation>
{
    public void Configure(EntityTypeBuilder<MergedOrganisation> builder)
    {
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.HasOne<Organisation>().WithMany().HasForeignKey(m => m.IntoId).OnDelete(DeleteBehavior.Restrict);
    }
}
