"""The Qt screen: posts commands, shows one immutable view, holds no business state."""
