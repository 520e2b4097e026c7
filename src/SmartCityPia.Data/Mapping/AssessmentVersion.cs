using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Dossiers;

namespace SmartCityPia.Data.Mapping;

internal sealed class AssessmentVersionMapping : IEntityTypeConfiguration<AssessmentVersion>
{
    public void Configure(EntityTypeBuilder<AssessmentVersion> builder)
    {
        builder.Property(v => v.Id).ValueGeneratedNever();
        builder.HasOne<Domain.Organisations.CityLogo>().WithMany().HasForeignKey(v => v.LogoSha256).OnDelete(DeleteBehavior.Restrict);
        builder.HasAlternateKey(v => new { v.AssessmentId, v.Number });
        builder.HasOne<Assessment>().WithMany().HasForeignKey(v => v.AssessmentId).OnDelete(DeleteBehavior.Restrict);
    }
}
