// Where the tablet is: one fix, or null when there is none in twenty seconds.

/** @returns {Promise<Fix | null>} */
export const fix = () =>
  new Promise((resolve) => {
    if (!navigator.geolocation) return resolve(null);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lat: coords.latitude, lon: coords.longitude, acc: Math.round(coords.accuracy) }),
      () => resolve(null),
      { enableHighAccuracy: true, timeout: 20000, maximumAge: 30000 },
    );
  });
