using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Domain.Dossiers;
using SmartCityPia.Domain.Reviews;

namespace SmartCityPia.Data.Mapping;

internal sealed class ReviewMapping : ReviewRecordMapping<Review>
{
    public override void Configure(EntityTypeBuilder<Review> builder)
    {
        base.Configure(builder);
        builder.Property(r => r.VersionNumber);
        builder.Property(r => r.Sha256);
        builder.Property(r => r.HighResidualRisks);
        builder.Property(r => r.Version).IsRowVersion();
        builder.HasIndex(r => new { r.OwnerId, r.VersionNumber }).IsUnique();
        builder.HasIndex(r => new { r.State, r.ChangedAt });
        builder.HasOne<AssessmentVersion>().WithMany().HasForeignKey(r => new { r.OwnerId, r.VersionNumber })
            .HasPrincipalKey(v => new { v.AssessmentId, v.Number }).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(r => r.Events).WithOne().HasForeignKey(e => e.ReviewId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(r => r.Conditions).WithOne().HasForeignKey(c => c.ReviewId).OnDelete(DeleteBehavior.Restrict);
    }
}
